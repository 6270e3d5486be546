/** What the workbench beside the phone asks for, under /__wx/workbench/. */
import { messageOf } from '../errors';
import { text } from './control/body';
import { readPlan } from './pay/plans';
import type { PayService } from './pay/service';
import type { Scheduler } from './timers/scheduler';

type Body = Record<string, unknown>;

/** By route; a mistake answers {errMsg}. */
export function workbenchRoutes({ pay, scheduler }: { pay: PayService; scheduler: Scheduler }): Record<string, (body: Body) => Promise<object>> {
  const routes: Record<string, (body: Body) => object | Promise<object>> = {
    timers: () => ({ timers: scheduler.list() }),
    'timers/run': (body) => scheduler.run(text(body, 'function'), text(body, 'trigger')),
    pay: () => pay.overview(50),
    'pay/next': (body) => ({ plan: pay.arrange(readPlan(body)) }),
    'pay/forget': () => ({ forgotten: pay.forgetPlans() }),
    'pay/deliver': async (body) => ({ notices: await pay.deliver(text(body, 'number')) }),
  };
  return Object.fromEntries(
    Object.entries(routes).map(([name, route]) => [
      `workbench/${name}`,
      async (body: Body) => {
        try {
          return await route(body);
        } catch (error) {
          return { errMsg: messageOf(error) };
        }
      },
    ]),
  );
}
