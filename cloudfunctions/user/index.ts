/** The user's own things: profile, memberships, addresses, favourites, footprints. */
import { serve } from '../kernel/serve';
import { addresses, removeAddress, saveAddress } from './addresses';
import { favorites, isFavorite, keptCounts, setFavorite } from './favorites';
import { footprints, forgetFootprints, visit } from './footprints';
import { me, saveProfile } from './profile';

export const main = serve<'user'>({ me, saveProfile, addresses, saveAddress, removeAddress, favorites, isFavorite, setFavorite, footprints, visit, forgetFootprints, keptCounts });
