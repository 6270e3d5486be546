import type { Millis } from '../../typings/index';

const SHANGHAI_MS = 8 * 3600 * 1000;
const two = (value: number) => String(value).padStart(2, '0');

/** '2026-11-22 09:05:00' in Asia/Shanghai, whatever the phone's zone. '' for null. */
export function dateTime(at: Millis | null): string {
  if (at === null) return '';
  const local = new Date(at + SHANGHAI_MS);
  return `${date(at)} ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
}

/** '2026-11-22' in Asia/Shanghai. */
export function date(at: Millis | null): string {
  if (at === null) return '';
  const local = new Date(at + SHANGHAI_MS);
  return `${local.getUTCFullYear()}-${two(local.getUTCMonth() + 1)}-${two(local.getUTCDate())}`;
}

/** '14:59', '1:02:03' or '2 天 03:04:05'; '' once it is over. Rounded up, so that 00:00 is never shown for time that is left. */
export function countdown(leftMs: number): string {
  if (leftMs <= 0) return '';
  const seconds = Math.ceil(leftMs / 1000);
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const clock = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  if (days > 0) return `${days} 天 ${two(hours)}:${clock}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
}

/** '6 天 3 小时', '3 小时 20 分', '20 分': for deadlines that are far. '' once it is over. */
export function roughly(leftMs: number): string {
  if (leftMs <= 0) return '';
  const minutes = Math.ceil(leftMs / 60000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`;
  if (hours > 0) return minutes % 60 > 0 ? `${hours} 小时 ${minutes % 60} 分` : `${hours} 小时`;
  return `${minutes} 分`;
}

export interface Ticker {
  stop(): void;
}
/** Calls back with the time left, at once and every second until it is over. Counts on the clock, so a paused page catches up. */
export function tick(until: Millis, onTick: (leftMs: number) => void): Ticker {
  const step = () => {
    const left = until - Date.now();
    if (left <= 0) clearInterval(timer);
    onTick(Math.max(0, left));
  };
  const timer = setInterval(step, 1000);
  step();
  return { stop: () => clearInterval(timer) };
}

/** '09:05' of today, '昨天 09:05', '11-20 09:05', '2025-11-20': when something was, in Asia/Shanghai. */
export function when(at: Millis, now = Date.now()): string {
  const day = (of: number) => Math.floor((of + SHANGHAI_MS) / 86_400_000);
  const text = dateTime(at);
  const clock = text.slice(11, 16);
  const ago = day(now) - day(at);
  if (ago === 0) return clock;
  if (ago === 1) return `昨天 ${clock}`;
  return text.slice(0, 4) === dateTime(now).slice(0, 4) ? `${text.slice(5, 10)} ${clock}` : text.slice(0, 10);
}
