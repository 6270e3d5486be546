/** The workbench beside the phone. */
import { type Identity, identities as askIdentities, listen, runTimer, timers as askTimers } from './cloud';
import { byId, clockText, make, toast } from './dom';
import { Journal } from './journal';
import { PayTab } from './pay';
import { startPhone } from './phone';

let known: Identity[] = [];
const nameOf = (openid: string) => known.find((identity) => identity.openid === openid)?.name ?? openid;
const phone = startPhone(markIdentity);
const journal = new Journal(nameOf);
const pay = new PayTab(nameOf);

async function showIdentities(): Promise<void> {
  known = await askIdentities();
  const list = byId('identities');
  list.closest('section')!.hidden = known.length === 0;
  list.replaceChildren(...known.map(identityButton));
  markIdentity(phone.identity());
}

function identityButton({ openid, name, role }: Identity): HTMLElement {
  // 青禾生活馆 · 店主: the shop stands on the first line, what one is there on the second.
  const [first = name, ...rest] = name.split(' · ');
  const badge = make('i', '', first.slice(0, 1));
  badge.style.setProperty('--hue', String([...openid].reduce((hue, char) => (hue * 31 + char.charCodeAt(0)) % 360, 7)));
  const button = make('button', '', badge, make('span', '', first), make('span', '', [...rest, role].join(' · ')));
  button.type = 'button';
  button.title = openid;
  button.dataset.openid = openid;
  button.setAttribute('role', 'radio');
  button.onclick = () => phone.switchTo(openid);
  return button;
}

function markIdentity(openid: string): void {
  for (const button of byId('identities').children) button.setAttribute('aria-checked', String((button as HTMLElement).dataset.openid === openid));
}

async function showTimers(): Promise<void> {
  const list = byId<HTMLOListElement>('timers');
  list.dataset.empty = '没有定时触发器\nTimers of config.json appear here';
  const rows = (await askTimers()).map((timer) => {
    const run = make('button', 'run', '立即运行');
    run.type = 'button';
    run.onclick = async () => {
      run.disabled = true;
      const problem = await runTimer(timer).catch((error: unknown) => String(error));
      run.disabled = false;
      toast(problem === null ? `${timer.trigger} 已运行` : `${timer.trigger} 失败:${problem.split('\n', 1)[0] ?? ''}`);
    };
    const next = timer.next === null ? '不会自动运行' : `下次 ${clockText(timer.next)}`;
    return make('li', '', make('div', 'row', make('span', 'name', timer.function, make('em', '', ` · ${timer.trigger} `), make('span', 'cron', timer.cron)), make('span', 'who', next), run));
  });
  list.replaceChildren(...rows);
}

function startTabs(): void {
  const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
  for (const tab of tabs) {
    tab.onclick = () => {
      for (const other of tabs) {
        other.setAttribute('aria-selected', String(other === tab));
        byId(other.getAttribute('aria-controls')!).hidden = other !== tab;
      }
      if (tab.id === 'tab-timers') showTimers().catch(complain);
      if (tab.id === 'tab-pay') pay.show().catch(complain);
    };
  }
}

function complain(error: unknown): void {
  toast(`本地云没有应答:${error instanceof Error ? error.message : String(error)}`);
}

startTabs();
showIdentities().catch(complain);
listen({
  call: (call) => {
    journal.addCall(call);
    pay.refreshSoon();
  },
  line: (line) => journal.addLine(line),
  link(on) {
    byId('link').textContent = on ? '已连接' : '连接断开,正在重连…';
    byId('link').classList.toggle('on', on);
    if (!on) return;
    journal.clear();
    showIdentities().catch(complain);
  },
});
