import type { CategoryNode, FreightTemplate, ManagedSpu, SpuStatus } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { catalog } from '../../../../services/catalog';
import { shop } from '../../../../services/shop';
import { asAppError } from '../../../../services/error';
import { type Sent, type Tap } from '../../../../utils/events';
import { ask, toast, toastSuccess } from '../../../../utils/feedback';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';
import { drafts } from '../../utils/drafts';
import { draftOf, emptyForm, fieldOfForm, formOf, formProblem, type FormProblem, MOST_PARAMS, onNewVersion, type ProductForm } from '../../utils/product-form';
import type { SkuForm } from '../../utils/sku-form';
import { emptyTerms, type TermsForm } from '../../utils/terms-form';

const KEEP_AFTER_MS = 400;
/** After a save the list is shown again; a moment later, so that the toast is seen. */
const BACK_AFTER_MS = 600;

type Text = 'title' | 'subTitle' | 'desc';

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    gone: false,
    shopId: '',
    spuId: '',
    folder: '',
    status: 0 as SpuStatus,
    /** What the template shows of the form; the SKU editor keeps its own part. */
    form: emptyForm(),
    tree: [] as CategoryNode[],
    templates: [] as Pick<FreightTemplate, 'templateId' | 'name' | 'isDefault'>[],
    categoryName: '',
    problem: null as FormProblem | null,
    /** What was typed last time and not saved is shown. */
    restored: false,
    /** Somebody else saved the product since. */
    conflict: false,
    busy: false,
    uploading: false,
    categorySheet: false,
    imageSheet: false,
    imageRow: '',
    image: '',
    stockSheet: false,
    /** Delivered as codes. */
    coded: false,
    stockSkuId: '',
  },
  /** What is edited, whole. */
  form: emptyForm(),
  version: 0,
  dirty: false,
  keeping: undefined as ReturnType<typeof setTimeout> | undefined,
  saving: null as Attempt | null,

  onLoad(query) {
    const shopId = queryText(query, 'shopId');
    const spuId = queryText(query, 'spuId');
    this.saving = new Attempt();
    this.setData({ shopId, spuId, folder: `shops/${shopId}` });
    if (!spuId) void wx.setNavigationBarTitle({ title: '发布商品' });
    void this.load();
  },
  onShow() {
    // Templates may have been added on the page that this one led to.
    if (this.data.state === 'ready') void this.loadTemplates();
  },
  onHide() {
    this.keepNow();
  },
  onUnload() {
    this.keepNow();
  },

  async load() {
    const { shopId, spuId } = this.data;
    this.setData({ state: 'loading' });
    try {
      const [{ tree }, spu] = await Promise.all([catalog.categories(), spuId ? catalog.manageGet({ shopId, spuId }) : null]);
      this.setData({ tree });
      void this.loadTemplates();
      const kept = drafts.get(shopId, spuId);
      this.version = spu?.version ?? 0;
      if (!kept) this.show(spu ? formOf(spu) : emptyForm(), spu);
      else if (spu && kept.version !== spu.version) {
        this.version = kept.version;
        this.show(onNewVersion(kept.form, spu), spu, { conflict: true });
      } else this.show(spu ? onNewVersion(kept.form, spu) : kept.form, spu, { restored: true });
    } catch (error) {
      const { code, message } = asAppError(error);
      this.setData({ state: 'error', errorText: message, gone: code === 'NOT_FOUND' || code === 'FORBIDDEN' || code === 'BAD_REQUEST' });
    }
  },
  async loadTemplates() {
    try {
      const { items } = await shop.freightTemplates(this.data.shopId);
      this.setData({ templates: items.map(({ templateId, name, isDefault }) => ({ templateId, name, isDefault })) });
    } catch (error) {
      toast(asAppError(error).message);
    }
  },
  show(kept: ProductForm, spu: ManagedSpu | null, marks: { restored?: boolean; conflict?: boolean } = {}) {
    // What was kept on the phone before there were conditions of sale has none.
    const form = { ...kept, terms: kept.terms ?? emptyTerms(Date.now()) };
    this.form = form;
    this.setData({ state: 'ready', form, status: spu?.status ?? 0, categoryName: this.nameOf(form.categoryId), problem: null, coded: form.terms?.fromCodes ?? false, restored: false, conflict: false, ...marks });
  },
  nameOf(categoryId: string): string {
    for (const { id, name, children } of this.data.tree) {
      const leaf = children.find((child) => child.id === categoryId);
      if (leaf) return `${name} / ${leaf.name}`;
      if (id === categoryId) return name;
    }
    return '';
  },

  /** Every edit passes here: what is typed stays on the phone until the cloud has it. */
  edited(change: Partial<ProductForm>, show: Record<string, unknown> = {}) {
    this.form = { ...this.form, ...change };
    this.dirty = true;
    this.setData({ ...show, ...(this.data.problem ? { problem: null } : {}) });
    if (this.keeping !== undefined) clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepNow(), KEEP_AFTER_MS);
  },
  keepNow() {
    if (this.keeping !== undefined) clearTimeout(this.keeping);
    this.keeping = undefined;
    if (this.dirty) drafts.keep(this.data.shopId, this.data.spuId, { form: this.form, version: this.version, at: Date.now() });
    this.dirty = false;
  },
  forget() {
    if (this.keeping !== undefined) clearTimeout(this.keeping);
    this.keeping = undefined;
    this.dirty = false;
    drafts.drop(this.data.shopId, this.data.spuId);
  },

  onText(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { field: Text }>) {
    const { field } = event.currentTarget.dataset;
    const { value } = event.detail;
    this.edited({ [field]: value }, { [`form.${field}`]: value });
  },
  onHeadImages({ detail: { images } }: Sent<{ images: string[] }>) {
    this.edited({ headImages: images }, { 'form.headImages': images });
  },
  onDescImages({ detail: { images } }: Sent<{ images: string[] }>) {
    this.edited({ descImages: images }, { 'form.descImages': images });
  },
  onUploading({ detail: { busy } }: Sent<{ busy: boolean }>) {
    this.setData({ uploading: busy });
  },
  onSku({ detail: { sku } }: Sent<{ sku: SkuForm }>) {
    this.edited({ sku });
  },

  onTerms({ detail: { terms } }: Sent<{ terms: TermsForm }>) {
    this.edited({ terms: { ...terms, video: this.form.terms?.video ?? '' } });
    const coded = terms.fromCodes ?? false;
    if (coded !== this.data.coded) this.setData({ coded });
  },
  onVideo({ detail: { video } }: Sent<{ video: string }>) {
    const terms = { ...(this.form.terms ?? emptyTerms(Date.now())), video };
    this.edited({ terms }, { 'form.terms': terms });
  },
  onFreight() {
    go(routes.manageFreights(this.data.shopId));
  },

  onParam(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { at: number; part: 'key' | 'value' }>) {
    const { at, part } = event.currentTarget.dataset;
    const params = this.form.params.map((param, index) => (index === Number(at) ? { ...param, [part]: event.detail.value } : param));
    this.edited({ params }, { [`form.params[${Number(at)}].${part}`]: event.detail.value });
  },
  onAddParam() {
    const { params } = this.form;
    if (params.length >= MOST_PARAMS) return toast(`商品参数最多 ${MOST_PARAMS} 项`);
    const more = [...params, { id: Math.max(0, ...params.map(({ id }) => id)) + 1, key: '', value: '' }];
    this.edited({ params: more }, { 'form.params': more });
  },
  onRemoveParam(event: Tap<{ at: number }>) {
    const params = this.form.params.filter((_, index) => index !== Number(event.currentTarget.dataset.at));
    this.edited({ params }, { 'form.params': params });
  },

  onCategory() {
    this.setData({ categorySheet: true });
  },
  onPickCategory({ detail: { categoryId } }: Sent<{ categoryId: string }>) {
    this.edited({ categoryId }, { 'form.categoryId': categoryId, categoryName: this.nameOf(categoryId), categorySheet: false });
  },
  onSkuImage({ detail: { rowId, image } }: Sent<{ rowId: string; image: string }>) {
    this.setData({ imageRow: rowId, image, imageSheet: true });
  },
  onPickImage({ detail: { image } }: Sent<{ image: string }>) {
    const sku = { ...this.form.sku, rows: this.form.sku.rows.map((row) => (row.id === this.data.imageRow ? { ...row, image } : row)) };
    this.edited({ sku }, { 'form.sku': sku, imageSheet: false });
  },
  onSkuStock({ detail: { skuId } }: Sent<{ skuId: string }>) {
    if (this.form.terms?.fromCodes) return go(routes.manageCodes(this.data.shopId, this.data.spuId));
    this.setData({ stockSkuId: skuId, stockSheet: true });
  },
  onStockChanged({ detail: { skuId, available, held, sold } }: Sent<{ skuId: string; available: number; held: number; sold: number }>) {
    const sku = { ...this.form.sku, rows: this.form.sku.rows.map((row) => (row.skuId === skuId ? { ...row, available, held, sold } : row)) };
    this.form = { ...this.form, sku };
    this.setData({ 'form.sku': sku });
  },
  onCloseSheet() {
    this.setData({ categorySheet: false, imageSheet: false, stockSheet: false });
  },

  async onSave() {
    const { shopId, spuId, busy, uploading, conflict } = this.data;
    const attempt = this.saving as Attempt | null;
    if (busy || !attempt) return;
    if (uploading) return toast('图片还在上传，请稍候');
    if (conflict) return this.point({ field: 'conflict', message: '请先选择保留哪一份内容' });
    const problem = formProblem(this.form);
    if (problem) return this.point(problem);
    this.setData({ busy: true });
    try {
      const request = { shopId, draft: draftOf(this.form), ...(spuId ? { spuId, version: this.version } : {}) };
      const saved = await attempt.run(request, (sent) => catalog.save(sent));
      this.forget();
      // Stays busy: the page is left, and a second tap would make a second product.
      const wantsToPay = spuId || saved.status === 5 ? false : await this.offerListing(saved.spuId);
      if (spuId) toastSuccess('已保存');
      if (wantsToPay) void wx.redirectTo({ url: routes.manageDeposit(shopId) });
      else setTimeout(back, BACK_AFTER_MS);
    } catch (error) {
      this.refused(error);
      this.setData({ busy: false });
    }
  },
  refused(error: unknown) {
    const { code, message, field } = asAppError(error);
    this.dirty = true;
    this.keepNow();
    if (code === 'CONFLICT') this.point({ field: 'conflict', message: '商品刚被别人修改过' }, { conflict: true });
    else if (field) this.point({ field: fieldOfForm(field), message });
    else toast(message);
  },
  /** Says what is to be mended, and brings it into sight. */
  point(problem: FormProblem, marks: Record<string, unknown> = {}) {
    this.setData({ problem, ...marks });
    toast(problem.message);
    const section = problem.field.startsWith('skus') ? 'axes' : /Info$|Service$/.test(problem.field) ? 'terms' : problem.field;
    void wx.pageScrollTo({ selector: `#at-${section}`, offsetTop: -16, duration: 200, fail: () => undefined });
  },
  /** True: the deposit is short, and the merchant wants to pay it. */
  async offerListing(spuId: string): Promise<boolean> {
    if (!(await ask('商品已保存，现在上架吗？', '立即上架', '保存成功'))) return false;
    try {
      await new Attempt().run({ shopId: this.data.shopId, spuId, listed: true }, (request) => catalog.setListed(request));
      toastSuccess('已上架');
      return false;
    } catch (error) {
      const { code, message } = asAppError(error);
      if (code === 'DEPOSIT_REQUIRED') return ask(message, '去缴纳', '暂时不能上架');
      toast(message);
      return false;
    }
  },

  async onTakeMine() {
    try {
      const spu = await catalog.manageGet({ shopId: this.data.shopId, spuId: this.data.spuId });
      this.version = spu.version;
      this.show(onNewVersion(this.form, spu), spu);
      this.dirty = true;
      this.keepNow();
      toast('已保留你的修改，请核对后保存');
    } catch (error) {
      toast(asAppError(error).message);
    }
  },
  async onTakeTheirs() {
    if (!(await ask('你在这里的修改会丢掉', '放弃修改'))) return;
    this.forget();
    await this.load();
  },
  onRetry() {
    void this.load();
  },
  onBack() {
    back();
  },
});
