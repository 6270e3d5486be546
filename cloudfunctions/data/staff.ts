/** Who works where. */
import type { StaffRole } from '../../typings';
import type { StaffDoc } from './documents';
import { staff } from './store';

/** The operators of the platform are the staff of this shop. */
const PLATFORM = 'platform';

export async function staffRoleOf(shopId: string, openid: string): Promise<StaffRole | null> {
  if (shopId === PLATFORM) return null;
  const member = await staff.get(`${shopId}:${openid}`);
  return member && member.role !== 'platformOperator' ? member.role : null;
}

export async function isPlatformOperator(openid: string): Promise<boolean> {
  return (await staff.get(`${PLATFORM}:${openid}`))?.role === 'platformOperator';
}

/** Everything that one person belongs to. */
export function memberships(openid: string): Promise<StaffDoc[]> {
  return staff.find({ openid }, { limit: 100 });
}
