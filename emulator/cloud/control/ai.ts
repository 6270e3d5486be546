/** /control/ai*: what functions asked models, and answers put ready for them. */
import type { AiService } from '../ai/service';
import { type Handler, text } from './body';

export function aiControls(ai: AiService): Record<string, Handler> {
  return {
    ai: () => ({ calls: ai.calls }),
    // {text}: what the local model says next
    'ai/answer': (body) => {
      ai.answers.push(text(body, 'text'));
      return {};
    },
  };
}
