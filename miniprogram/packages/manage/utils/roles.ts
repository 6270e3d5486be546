import type { StaffRole } from '../../../../typings/index';
import { loadMe } from '../../../services/session';

export const ROLE_NAMES: Record<StaffRole, string> = {
  owner: '店主',
  administrator: '管理员',
  operator: '运营',
  customerService: '客服',
  finance: '财务',
  warehouse: '仓库',
};

export type Duty = 'products' | 'reviews' | 'ship' | 'deposit' | 'afterSales' | 'receive' | 'refund' | 'instantRefund';
const DUTIES: Record<Duty, readonly StaffRole[]> = {
  products: ['owner', 'administrator', 'operator'],
  reviews: ['owner', 'administrator', 'operator', 'customerService'],
  ship: ['owner', 'administrator', 'operator', 'warehouse'],
  afterSales: ['owner', 'administrator', 'operator', 'customerService'],
  receive: ['owner', 'administrator', 'operator', 'customerService', 'warehouse'],
  refund: ['owner', 'administrator', 'operator', 'customerService', 'finance'],
  instantRefund: ['owner', 'administrator'],
  deposit: ['owner', 'administrator', 'finance'],
};

/** Whether a role sees what belongs to the duty. The cloud decides; this only leaves out what it would refuse. */
export function may(role: StaffRole | null, duty: Duty): boolean {
  return role !== null && DUTIES[duty].includes(role);
}

/** The caller's role in the shop; null: none. */
export async function roleIn(shopId: string): Promise<StaffRole | null> {
  const { memberships } = await loadMe();
  return memberships.find((membership) => membership.shopId === shopId)?.role ?? null;
}
