/** The conversation with customer service that a contact button opens: what the user says goes to the project's function, its answers come back. */
import { askCloud } from '../gateway';
import { appName } from './permission-sheet';
import { layerButton, openLayer, part } from './layer';

export interface ChatCard {
  title: string;
  path: string;
  image: string;
}
interface Message {
  from: 'user' | 'service' | 'notice';
  text: string;
  card?: ChatCard;
}
const LOOK_EVERY_MS = 1000;

/** Resolves when it is closed, with the card that the user tapped there. */
export function openChat({ sessionFrom, card }: { sessionFrom: string; card: ChatCard | null }): Promise<ChatCard | null> {
  return new Promise((resolve) => {
    const close = (tapped: ChatCard | null) => {
      clearInterval(looking);
      layer.close();
      resolve(tapped);
    };
    const layer = openLayer({ kind: 'full', label: '客服会话', name: 'mp-chat', dismiss: () => close(null) });
    const head = part('div', 'mp-chat-head', `${appName()} 客服`);
    const back = layerButton('mp-chat-close', '返回', () => close(null));
    head.prepend(back);
    const list = part('div', 'mp-chat-list');
    list.setAttribute('aria-live', 'polite');
    const field = document.createElement('input');
    field.className = 'mp-chat-field';
    field.setAttribute('aria-label', '消息');
    const say = () => {
      const text = field.value.trim();
      if (!text) return;
      field.value = '';
      void ask('contact/say', { text });
    };
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') say();
    });
    const foot = part('div', 'mp-chat-foot');
    foot.append(field, layerButton('mp-chat-send', '发送', say));
    layer.panel.append(head, list);
    if (card) {
      const offer = part('div', 'mp-chat-offer', `你可能想发送：${card.title}`);
      offer.append(layerButton('mp-chat-send-card', '发送', () => {
        offer.remove();
        void ask('contact/say', { card });
      }));
      layer.panel.append(offer);
    }
    layer.panel.append(foot);

    let shown = '';
    const ask = async (route: string, body: object) => {
      const { messages } = (await askCloud(route, body)) as { messages?: Message[] };
      const text = JSON.stringify(messages ?? []);
      if (text === shown) return;
      shown = text;
      list.replaceChildren(...(messages ?? []).map(row));
      list.scrollTop = list.scrollHeight;
    };
    const row = (message: Message): HTMLElement => {
      const line = part('div', `mp-chat-line mp-chat-${message.from}`);
      if (message.card) {
        const { card: sent } = message;
        line.append(layerButton('mp-chat-card', sent.title, () => close(sent)));
      } else line.append(part('div', 'mp-chat-bubble', message.text));
      return line;
    };
    const looking = setInterval(() => void ask('contact/messages', {}).catch(() => undefined), LOOK_EVERY_MS);
    void ask('contact/enter', { sessionFrom }).catch(() => undefined);
  });
}
