/** The user's own things: profile, memberships, addresses. */
import { serve } from '../kernel/serve';
import { addresses, removeAddress, saveAddress } from './addresses';
import { me, saveProfile } from './profile';

export const main = serve<'user'>({ me, saveProfile, addresses, saveAddress, removeAddress });
