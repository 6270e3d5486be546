/** The model that is there without any configuration: it says the same thing to the same question, and costs nothing. */
import { isRecord } from '../../json';

/** Of what the answer is made, and what it would have cost. */
export interface Completion {
  text: string;
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

const SHOWN_QUESTION = 200;

/** `request`: an OpenAI-style body. `text`: an answer that a test has put ready. */
export function complete(request: Record<string, unknown>, text?: string): Completion {
  const messages = Array.isArray(request.messages) ? request.messages.filter(isRecord) : [];
  const question = textOf(messages.findLast(({ role }) => role === 'user')?.content);
  const answer = text ?? (isRecord(request.response_format) && request.response_format.type === 'json_object' ? JSON.stringify({ answer: question.slice(0, SHOWN_QUESTION) }) : `(本地模型)${question.slice(0, SHOWN_QUESTION)}`);
  const prompt = messages.reduce((sum, { content }) => sum + tokens(textOf(content)), 0);
  const completion = tokens(answer);
  return { text: answer, usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion } };
}

/** As it arrives in a stream: a few characters at a time. */
export function piecesOf(text: string): string[] {
  const characters = [...text];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += 4) pieces.push(characters.slice(at, at + 4).join(''));
  return pieces;
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.filter(isRecord).map(({ text }) => (typeof text === 'string' ? text : '')).join('');
}

/** A token a character is near enough. */
function tokens(text: string): number {
  return [...text].length;
}
