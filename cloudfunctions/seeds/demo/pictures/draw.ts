/**
 * Draws the demo pictures anew: npx tsx cloudfunctions/seeds/demo/pictures/draw.ts [part of a name …]
 * Without names everything; with names only the files whose path has one of them in it.
 */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { allPictures } from './pictures';

const root = join(__dirname, '..', 'images');
/** The cloud storage and the first screen stay light. */
const LIMIT = 58 * 1024;

async function write(name: string, svg: string, width: number, quality: number): Promise<number> {
  const file = join(root, `${name}.webp`);
  mkdirSync(dirname(file), { recursive: true });
  await sharp(Buffer.from(svg)).resize({ width }).webp({ quality, effort: 6, smartSubsample: true }).toFile(file);
  const { size } = statSync(file);
  return size > LIMIT && quality > 40 ? write(name, svg, width, quality - 10) : size;
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const sizes: number[] = [];
  for (const { name, svg, width, quality } of allPictures()) {
    if (wanted.length === 0 || wanted.some((part) => name.includes(part))) sizes.push(await write(name, svg(), width, quality));
  }
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`${sizes.length} pictures, ${Math.round(whole / 1024)} KiB, largest ${Math.round(Math.max(0, ...sizes) / 1024)} KiB`);
}

void main();
