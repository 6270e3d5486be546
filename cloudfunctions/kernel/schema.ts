/** The forms of requests. Every message is Chinese and says what the field should be; serve() adds which field it is. */
import * as v from 'valibot';

const MOST_TEXT = 20_000;

/**
 * What no keyboard writes and no page shows: control characters (but tab and line breaks), marks that turn the direction of what follows, halves
 * of characters. Whoever sends them wants a text to look like another one.
 */
const UNSEEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\p{Surrogate}]/u;

export const text = (most: number, least = 0) =>
  v.pipe(
    v.string('应为文字'),
    v.check((value) => value.length <= Math.min(most, MOST_TEXT) && value.trim().length >= least, least > 0 ? `应为 ${least} 到 ${most} 个字` : `最多 ${most} 个字`),
    v.check((value) => !UNSEEN.test(value), '不能有看不见的控制字符，请删去后重试'),
  );

/** An id of ours: safe as a value and inside a field path. */
export const id = v.pipe(v.string('应为编号文字'), v.regex(/^[A-Za-z0-9_-]{1,64}$/, '编号只能由 1 到 64 个字母、数字、下划线或短横线组成'));

/** It may become the name of a field, so it is not one that every object has. */
export const requestId = v.pipe(v.string('应为文字'), v.regex(/^(?!__proto__$)[A-Za-z0-9_-]{8,64}$/, '应为 8 到 64 个字母、数字、下划线或短横线，每次新操作换一个'));

export const integer = (least: number, most: number) => {
  const message = `应为 ${least} 到 ${most} 的整数`;
  return v.pipe(v.number(message), v.safeInteger(message), v.minValue(least, message), v.maxValue(most, message));
};

export const MOST_FEN = 100_000_000_000;
export const fenSum = integer(0, MOST_FEN);

export const flag = v.boolean('应为 true 或 false');

/** A `cloud://` id or a path of the mini program; '' is for "none". */
export const image = v.pipe(v.string('应为图片地址'), v.regex(/^(?:(?:cloud:\/\/|\/)[^\s"'<>\\]{1,500})?$/, '应为 cloud:// 开头的图片，或小程序内以 / 开头的图片'));
export const requiredImage = v.pipe(image, v.minLength(1, '请选择图片'));

export const list = <S extends v.GenericSchema>(item: S, most: number, least = 0) => {
  const message = `应为 ${least} 到 ${most} 项的列表`;
  return v.pipe(v.array(item, message), v.minLength(least, message), v.maxLength(most, message));
};

/** Unknown keys are dropped: the platform adds its own to every event. */
export const form = <E extends v.ObjectEntries>(entries: E) =>
  v.object(entries, (issue) => (issue.input === undefined ? '缺少这个字段' : '应为对象'));

export const choice = <const O extends readonly (string | number)[]>(options: O) => v.picklist(options, `应为其中之一：${options.join('、')}`);

export const paging = {
  cursor: v.optional(v.pipe(v.string('应为上一页给出的游标'), v.maxLength(200, '应为上一页给出的游标'))),
  limit: v.optional(integer(1, 50)),
};

export const address = {
  userName: text(60),
  telNumber: text(30),
  provinceName: text(60),
  cityName: text(60),
  countyName: text(60),
  detailInfo: text(240),
};

/** `lines[0].num` */
export function fieldOf(issue: v.BaseIssue<unknown>): string {
  let path = '';
  for (const { key } of issue.path ?? []) path += typeof key === 'number' ? `[${key}]` : `${path && '.'}${String(key)}`;
  return path;
}
