/** The mini program as the open APIs refer to it: its pages, and addresses that open them. */
import path from 'node:path';
import { isRecord, readJsonFile } from '../../json';

export class MiniProgram {
  constructor(
    private readonly root: string,
    /** The shop page's address, http://127.0.0.1:PORT/; null: none is open. */
    private readonly shop: () => string | null,
  ) {}

  /** `page` without a leading slash, with or without a query. */
  hasPage(page: string): boolean {
    return this.pages().includes(page.split('?', 1)[0]!);
  }

  /** Opens the page in the local WeChat. '' : the entry page. */
  addressOf(page: string, query: string): string {
    const target = page === '' ? this.entry() : page;
    return `${this.shop() ?? 'http://127.0.0.1:8230/'}app#/${target}${query === '' ? '' : `?${query}`}`;
  }

  private entry(): string {
    const { entryPagePath } = this.config();
    return typeof entryPagePath === 'string' ? entryPagePath : (this.pages()[0] ?? '');
  }

  private pages(): string[] {
    const config = this.config();
    const packages = list(config.subpackages ?? config.subPackages).filter(isRecord);
    const inPackages = packages.flatMap(({ root, pages }) => list(pages).map((page) => `${String(root).replace(/\/+$/, '')}/${String(page)}`));
    return [...list(config.pages).map(String), ...inPackages];
  }

  /** Read each time: the project changes while it runs. */
  private config(): Record<string, unknown> {
    const value = readJsonFile(path.join(this.root, 'app.json'));
    return isRecord(value) ? value : {};
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
