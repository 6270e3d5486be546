/** Profiles that WeChat has not judged yet, exports whose time is over, accounts that are to be deleted. */
import { command } from '../data/client';
import { users } from '../data/store';
import { workOff, type Job } from '../kernel/serve-timer';
import { eraseAccount } from '../processes/accounts';
import { forgetExport } from '../processes/exporting';
import { askAgain } from '../processes/profile-checks';

export const checkProfiles: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => users.find({ 'checks.dueAt': command.lt(occasion.now) }, { limit, order: [['checks.dueAt', 'asc']] }),
    (user) => askAgain(user, occasion.now),
  );

export const forgetExports: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => users.find({ 'exported.expiresAt': command.lt(occasion.now) }, { limit, order: [['exported.expiresAt', 'asc']] }),
    (user) => forgetExport(user),
  );

export const eraseAccounts: Job = (occasion) =>
  workOff(
    occasion,
    (limit) => users.find({ 'closing.eraseAt': command.lt(occasion.now) }, { limit, order: [['closing.eraseAt', 'asc']] }),
    (user) => eraseAccount(user, occasion.now, occasion.isOver),
  );
