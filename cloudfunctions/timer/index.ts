/** Every minute: finish what a crash left, close what ran out of time. */
import { serveTimer } from '../kernel/serve-timer';
import { confirmReceived, expireUnpaid, undoSubmits } from './orders';
import { closeOverdue, finishCaptures, resendRefunds } from './payments';
import { recountShops } from './shops';
import { finishOrders } from './todos';

/** Below the function's time limit, so that the last step is not cut off. */
const BUDGET_MS = 45_000;

// Money first: a payment that is found here must reach its order before the order is closed.
export const main = serveTimer({ finishCaptures, closeOverdue, finishOrders, undoSubmits, expireUnpaid, resendRefunds, confirmReceived, recountShops }, BUDGET_MS);
