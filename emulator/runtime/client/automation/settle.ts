/** When the page has done what a call made it do. */

/** A frame never comes in a tab that is hidden; then the next task has to do. */
const FRAME_LIMIT_MS = 100;

/** Handlers and their first promises have run, the router's task too, and the result is painted. */
export async function settle(): Promise<void> {
  await task();
  await frame();
  await task();
}

const task = () => new Promise<void>((resolve) => setTimeout(resolve));

function frame(): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, FRAME_LIMIT_MS);
    requestAnimationFrame(() => {
      clearTimeout(limit);
      resolve();
    });
  });
}
