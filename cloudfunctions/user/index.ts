/** The user's own things: profile, phone, memberships, addresses, favourites, footprints; taking the data along, and leaving. */
import { serve } from '../kernel/serve';
import { addresses, parseAddress, removeAddress, saveAddress } from './addresses';
import { close, closing, exportData, keep } from './closing';
import { favorites, isFavorite, keptCounts, setFavorite } from './favorites';
import { footprints, forgetFootprints, visit } from './footprints';
import { bindPhone, removePhone, savePhone } from './phone';
import { me, saveProfile } from './profile';

export const main = serve<'user'>({
  me,
  saveProfile,
  bindPhone,
  savePhone,
  removePhone,
  addresses,
  saveAddress,
  removeAddress,
  parseAddress,
  favorites,
  isFavorite,
  setFavorite,
  footprints,
  visit,
  forgetFootprints,
  keptCounts,
  exportData,
  closing,
  close,
  keep,
});
