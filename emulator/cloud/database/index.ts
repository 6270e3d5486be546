export type * from './types';
export { openDatabase } from './database';
