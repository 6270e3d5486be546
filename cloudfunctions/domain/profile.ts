/** What others see of somebody: nothing that was not checked. */
import type { ImageRef, ProfileCheck } from '../../typings';

export const NO_NICKNAME = '微信用户';

interface Profile {
  nickname: string;
  avatar: ImageRef;
  checks?: { nickname: ProfileCheck; avatar: ProfileCheck };
}

/** A profile without checks was there before there were any, and is shown as it is. */
export function publicProfile(profile: Profile | null): { nickname: string; avatar: ImageRef } {
  if (!profile) return { nickname: NO_NICKNAME, avatar: '' };
  const { nickname, avatar, checks } = profile;
  const may = (check: ProfileCheck | undefined): boolean => check === undefined || check === 'pass';
  return { nickname: may(checks?.nickname) ? nickname : NO_NICKNAME, avatar: may(checks?.avatar) ? avatar : '' };
}
