const KEY = 'search-history';
const MOST = 12;

/** Newest first. */
export function searchHistory(): string[] {
  const stored: unknown = wx.getStorageSync(KEY);
  return Array.isArray(stored) ? stored.filter((word): word is string => typeof word === 'string') : [];
}

export function remember(keyword: string): string[] {
  const words = [keyword, ...searchHistory().filter((word) => word !== keyword)].slice(0, MOST);
  void wx.setStorage({ key: KEY, data: words });
  return words;
}

export function forget(): void {
  void wx.removeStorage({ key: KEY });
}
