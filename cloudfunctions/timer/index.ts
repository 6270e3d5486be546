/** Every minute: finish what a crash left, close what ran out of time. */
import { serveTimer } from '../kernel/serve-timer';
import { checkProfiles, eraseAccounts, forgetExports } from './accounts';
import { endOverdueSteps, finishAfterSales, finishApplications, forgetReturns } from './after-sales';
import { forgetNotices, remindOfCoupons, sendMessages, tellAfterSales, tellInvoices, tellOrders } from './messages';
import { endOffers, settleClaims } from './offers';
import { confirmReceived, expireUnpaid, undoSubmits } from './orders';
import { endPoints, postPoints, tellProducts } from './points';
import { closeOverdue, finishCaptures, resendRefunds } from './payments';
import { watchPickups } from './pickups';
import { askForReviewChecks, finishReviews, forgetReviewCounts, rateShops, recountReviews, reviewSilent } from './reviews';
import { countSearches } from './searches';
import { uploadShippings } from './shipping';
import { recountShops } from './shops';
import { finishBatches, forgetBatches, giveOutCodes } from './codes';
import { finishOrders } from './todos';

/** Below the function's time limit, so that the last step is not cut off. */
const BUDGET_MS = 45_000;

// Money first: a payment that is found here must reach its order before the order is closed.
export const main = serveTimer(
  {
    finishCaptures,
    closeOverdue,
    finishBatches,
    finishOrders,
    giveOutCodes,
    undoSubmits,
    expireUnpaid,
    finishApplications,
    endOverdueSteps,
    finishAfterSales,
    resendRefunds,
    watchPickups,
    uploadShippings,
    confirmReceived,
    forgetReturns,
    forgetBatches,
    recountShops,
    settleClaims,
    endOffers,
    countSearches,
    postPoints,
    endPoints,
    tellProducts,
    tellOrders,
    tellAfterSales,
    tellInvoices,
    remindOfCoupons,
    sendMessages,
    forgetNotices,
    askForReviewChecks,
    finishReviews,
    forgetReviewCounts,
    reviewSilent,
    recountReviews,
    rateShops,
    checkProfiles,
    forgetExports,
    eraseAccounts,
  },
  BUDGET_MS,
);
