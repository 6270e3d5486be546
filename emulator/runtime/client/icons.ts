/** Pictures of the shell, drawn in the current text colour. */
const svg = (width: number, height: number, body: string): string =>
  `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="none" xmlns="http://www.w3.org/2000/svg" aria-hidden="true">${body}</svg>`;

export const icons = {
  back: svg(12, 24, '<path d="M10.5 2.5 2 12l8.5 9.5" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>'),
  home: svg(22, 22, '<path d="M3 10 11 3l8 7v9h-5.5v-6h-5v6H3z" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/>'),
  more: svg(20, 8, '<circle cx="3" cy="4" r="1.8" fill="currentColor"/><circle cx="10" cy="4" r="3" fill="currentColor"/><circle cx="17" cy="4" r="1.8" fill="currentColor"/>'),
  close: svg(18, 18, '<circle cx="9" cy="9" r="7.6" stroke="currentColor" stroke-width="2"/><circle cx="9" cy="9" r="3" fill="currentColor"/>'),
  signal: svg(17, 11, '<path d="M0 7.5h3V11H0zM4.7 5h3v6h-3zM9.3 2.5h3V11h-3zM14 0h3v11h-3z" fill="currentColor"/>'),
  wifi: svg(15, 11, '<path d="M7.5 2.2c2.1 0 4 .8 5.4 2.2l1-1A9.2 9.2 0 0 0 7.5.7 9.2 9.2 0 0 0 1 3.4l1.1 1a7.7 7.7 0 0 1 5.4-2.2Zm0 3.5c1.1 0 2.1.4 2.9 1.2l1.1-1a5.7 5.7 0 0 0-8 0l1.1 1c.8-.8 1.8-1.2 2.9-1.2Zm0 3.2c-.5 0-.9.2-1.2.5l1.2 1.3 1.3-1.3c-.4-.3-.8-.5-1.3-.5Z" fill="currentColor"/>'),
  battery: svg(25, 12, '<rect x=".5" y=".5" width="21" height="11" rx="3.2" stroke="currentColor" opacity=".4"/><rect x="2" y="2" width="18" height="8" rx="1.8" fill="currentColor"/><path d="M23 4v4c.9-.3 1.4-1.1 1.4-2S23.900 4.300 23 4Z" fill="currentColor" opacity=".5"/>'),
};
