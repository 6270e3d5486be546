/**
 * Nicknames and pictures before others see them. The nickname is checked at once; of the picture WeChat tells later, by the event
 * wxa_media_check. What got no answer is asked about again, a few times; then a person has to look.
 */
import type { ProfileCheck } from '../../typings';
import { command } from '../data/client';
import type { ProfileChecks, UserDoc } from '../data/documents';
import { users } from '../data/store';
import { MINUTE } from '../kernel/clock';
import { linkTo } from '../kernel/files';
import { checkPicture, checkText, type Verdict } from '../kernel/open-api';

/** WeChat answers within this time. */
const ANSWER_MS = 30 * MINUTE;
const MOST_TRIES = 3;
const PROFILE = 1;

export async function checkNickname(openid: string, nickname: string): Promise<ProfileCheck> {
  return checkOf(await checkText(openid, nickname, PROFILE));
}
function checkOf(verdict: Verdict): ProfileCheck {
  return verdict === 'unknown' ? 'pending' : verdict;
}

/** What stands in the user's document until the picture was looked at. */
export function openChecks(nickname: ProfileCheck, avatar: ProfileCheck, now: number): ProfileChecks {
  const isOpen = nickname === 'pending' || avatar === 'pending';
  return { nickname, avatar, trace: '', dueAt: isOpen ? now : null, tries: 0 };
}

/** Asks about whatever is open. `checks` are those of the document, so that an answer never counts for something newer. */
export async function askAgain(user: UserDoc, now: number): Promise<boolean> {
  const { checks } = user;
  if (!checks || checks.dueAt === null) return true;
  const last = checks.tries + 1 >= MOST_TRIES;
  const nickname = checks.nickname === 'pending' ? await checkNickname(user._id, user.nickname) : checks.nickname;
  let { avatar, trace } = checks;
  if (avatar === 'pending') {
    const url = await linkTo(user.avatar).catch(() => null);
    if (url === null) avatar = 'review';
    else trace = (await checkPicture(user._id, url, PROFILE)) ?? '';
  }
  const given: ProfileChecks = { nickname: last && nickname === 'pending' ? 'review' : nickname, avatar: last && avatar === 'pending' && trace === '' ? 'review' : avatar, trace, dueAt: null, tries: checks.tries + 1 };
  const isOpen = given.nickname === 'pending' || given.avatar === 'pending';
  await users.update({ _id: user._id, nickname: user.nickname, avatar: user.avatar }, { checks: { ...given, dueAt: isOpen ? now + ANSWER_MS : null }, updatedAt: command.inc(1) });
  return true;
}

/** WeChat's verdict on a picture. False: it is about nothing of ours, or about a picture that was replaced since. */
export async function applyProfileVerdict(trace: string, suggest: 'pass' | 'review' | 'risky'): Promise<boolean> {
  const [user] = await users.find({ 'checks.trace': trace }, { limit: 1 });
  if (!user?.checks) return false;
  const nicknameOpen = user.checks.nickname === 'pending';
  const change = { 'checks.avatar': suggest, ...(nicknameOpen ? {} : { 'checks.dueAt': null }), updatedAt: command.inc(1) };
  return (await users.update({ _id: user._id, 'checks.trace': trace, 'checks.avatar': 'pending' }, change)) === 1;
}
