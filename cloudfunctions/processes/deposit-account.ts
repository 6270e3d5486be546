/** Where a shop's deposit stands: what its categories ask for, and what its ledger adds up to. */
import type { Category, DepositRequirement } from '../../typings';
import { categoryDepositRules, depositStanding, depositStatuses, requiredDeposit, type DepositStanding } from '../domain/deposit';
import type { RuleDoc, ShopDoc } from '../data/documents';
import { command, operators } from '../data/client';
import { categories, depositEntries, rules, spus } from '../data/store';

/** The highest first; categories without a rule ask for nothing. */
export async function depositRequirements(paths: readonly (readonly string[])[]): Promise<DepositRequirement[]> {
  const ruleIds = paths.flatMap(categoryDepositRules);
  if (ruleIds.length === 0) return [];
  const [found, names] = await Promise.all([rules.getMany(ruleIds), categories.getMany(paths.map((path) => path.at(-1)!))]);
  const byId = new Map(found.map((rule) => [rule._id, rule]));
  const nameOf = new Map(names.map(({ _id, name }) => [_id, name]));
  return paths
    .flatMap((path) => {
      const rule = categoryDepositRules(path).map((id) => byId.get(id)).find((one) => one !== undefined);
      return rule ? [requirementOf(path.at(-1)!, nameOf, rule)] : [];
    })
    .sort((a, b) => b.amountFen - a.amountFen || (a.categoryId < b.categoryId ? -1 : 1));
}

function requirementOf(categoryId: Category['id'], names: Map<string, string>, { value, source, verified }: RuleDoc): DepositRequirement {
  return { categoryId, categoryName: names.get(categoryId) ?? categoryId, amountFen: value, source, verified };
}

export interface Ledger {
  balanceFen: number;
  everPaid: boolean;
}

export async function ledgerOf(shopId: string): Promise<Ledger> {
  const [sums] = await depositEntries.aggregate<{ balanceFen: number; payments: number }>((pipeline) =>
    pipeline
      .match({ shopId })
      .group({
        _id: null,
        balanceFen: operators.sum('$amountFen'),
        payments: operators.sum(operators.cond({ if: operators.eq(['$type', 'payment']), then: 1, else: 0 })),
      })
      .limit(1),
  );
  return { balanceFen: sums?.balanceFen ?? 0, everPaid: (sums?.payments ?? 0) > 0 };
}

export interface DepositAccountFacts {
  standing: DepositStanding;
  requirements: DepositRequirement[];
  /** Products on the shelf. */
  listed: number;
}

export async function depositAccountOf(shop: ShopDoc): Promise<DepositAccountFacts> {
  const [offered, ledger] = await Promise.all([offeredCategories(shop._id), ledgerOf(shop._id)]);
  const requirements = await depositRequirements(offered.map(({ path }) => path));
  const facts = { trial: shop.depositTrial, requiredFen: requiredDeposit(requirements), ...ledger };
  return { standing: depositStanding(facts), requirements, listed: offered.reduce((all, { listed }) => all + listed, 0) };
}

/** The category paths of everything that the shop sells or could put on the shelf. */
async function offeredCategories(shopId: string): Promise<{ path: string[]; listed: number }[]> {
  const rows = await spus.aggregate<{ _id: string[]; listed: number }>((pipeline) =>
    pipeline
      .match({ shopId, status: command.in([...depositStatuses]) })
      .group({ _id: '$categoryIds', listed: operators.sum(operators.cond({ if: operators.eq(['$status', 5]), then: 1, else: 0 })) })
      .limit(1000),
  );
  return rows.filter(({ _id }) => _id.length > 0).map(({ _id, listed }) => ({ path: _id, listed }));
}
