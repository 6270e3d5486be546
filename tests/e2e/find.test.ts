/** Finding things, as people do it: a long feed, a search with a slip, filters, favourites, footprints, and the operator's home page. */
import { ShopDriver } from './support/shop-driver';

/** What the tests use of the browser's page. */
interface Dom {
  length: number;
  scrollTop: number;
  scrollHeight: number;
  clientHeight: number;
  querySelector(selector: string): Dom | null;
  querySelectorAll(selector: string): Dom[];
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { top: number; bottom: number };
}
interface Browser {
  document: Dom;
  innerHeight: number;
}

let shop: ShopDriver;
beforeAll(async () => {
  shop = await ShopDriver.start();
});
afterAll(async () => {
  await shop?.stop();
});

/** WeChat warns above this number of nodes on a page. */
const MOST_NODES = 1000;
const searchPage = '/packages/product/pages/search/index';

/** Elements of the page that is on top. */
function nodes(): Promise<number> {
  return shop.app.evaluate(() => {
    const { document } = globalThis as unknown as Browser;
    return document.querySelectorAll('.mp-frame.active wx-page *').length;
  }) as unknown as Promise<number>;
}
async function scrollTo(scrollTop: number): Promise<void> {
  await shop.app.callWxMethod('pageScrollTo', { scrollTop, duration: 0 });
}
async function titles(...way: string[]): Promise<string[]> {
  const cards = await shop.all(...way);
  return Promise.all(cards.map(async (card) => String(await card.text())));
}
/** The position of the first element of the page that has this text; as soon as it is there. */
async function placeOf(words: RegExp, ...way: string[]): Promise<number> {
  let place = -1;
  await shop.until(`${way.join(' › ')} reading ${words}`, async () => (place = (await titles(...way)).findIndex((text) => words.test(text))) >= 0);
  return place;
}
async function ask<T>(name: string, data: object): Promise<T> {
  const answer: unknown = await shop.app.evaluate(
    (fn: string, event: object) => {
      type Cloud = { callFunction(options: object): Promise<{ result: { data: unknown } }> };
      const { wx: api } = globalThis as unknown as { wx: { cloud: Cloud } };
      return api.cloud.callFunction({ name: fn, data: event }).then(({ result }) => result.data);
    },
    name,
    data,
  );
  return answer as T;
}

describe('the home page', () => {
  test('has few nodes however far it is scrolled, and loses no product', async () => {
    await shop.become('o-shopper-1');
    await shop.find('.goods-card');
    const { items } = await ask<{ items: { title: string }[] }>('catalog', { action: 'list', limit: 50 });
    const seen = new Set<string>();
    let most = 0;
    let bottom = false;
    for (let top = 0; !bottom; top += 500) {
      await scrollTo(top);
      await shop.until('no gap on the screen', async () => (await gaps()) === 0);
      for (const title of await drawnCards()) seen.add(title);
      most = Math.max(most, await nodes());
      bottom = (await shop.all('list-foot', '.foot-end')).length > 0 && top > 500 && (await atBottom());
    }
    expect(most).toBeLessThan(MOST_NODES);
    expect([...seen]).toEqual(expect.arrayContaining(items.map(({ title }) => title)));
    expect(seen.size).toBeGreaterThan(60);
    expect((await drawnCards()).length).toBeLessThan(seen.size / 1.5);
    await shop.shot('find-home-bottom');
    await scrollTo(0);
    await shop.until('the first cards to be drawn again', async () => (await drawnCards()).includes(items[0]!.title));
  });
});

/** Ids of the feed's cards that are drawn. */
function drawnCards(): Promise<string[]> {
  return shop.app.evaluate(() => {
    const { document } = globalThis as unknown as Browser;
    const cards = [...document.querySelectorAll('.mp-frame.active .feed .goods-card')];
    return cards.map((card) => String(card.querySelector('[aria-label]')?.getAttribute('aria-label')));
  }) as unknown as Promise<string[]>;
}
/** Parts of the feed that are on the screen without their cards. */
function gaps(): Promise<number> {
  return shop.app.evaluate(() => {
    const { document, innerHeight } = globalThis as unknown as Browser;
    const parts = [...document.querySelectorAll('.mp-frame.active .feed-part')];
    const onScreen = parts.map((part) => ({ part, box: part.getBoundingClientRect() })).filter(({ box }) => box.bottom > 0 && box.top < innerHeight);
    return onScreen.filter(({ part }) => !part.querySelector('.goods-card')).length;
  }) as unknown as Promise<number>;
}
function atBottom(): Promise<boolean> {
  return shop.app.evaluate(() => {
    const { document } = globalThis as unknown as Browser;
    const scroll = document.querySelector('.mp-frame.active .mp-scroll') as Dom;
    return scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - 4;
  }) as unknown as Promise<boolean>;
}

describe('search', () => {
  test('suggests while one types pinyin', async () => {
    await shop.open(searchPage);
    await shop.find('.word-hot');
    await shop.shot('find-hot-words');
    await shop.input('kafei', '.search-input');
    await placeOf(/^咖啡/, '.hint-row');
    await shop.shot('find-suggestions');
    await shop.tap(`.hint-row[${await placeOf(/热搜/, '.hint-row')}]`);
    await placeOf(/咖啡/, '#results', '.goods-card');
    await shop.shot('find-results');
  });

  test('narrows by stock, price and attribute', async () => {
    await shop.tap('.sort-bar', '.sorts-filter');
    await shop.find('.filter-sheet', '.fs-attr');
    await shop.input('60', '.filter-sheet', '.fs-low');
    await shop.input('80', '.filter-sheet', '.fs-high');
    await shop.tap('.filter-sheet', '.fs-stock');
    await shop.shot('find-filters');
    const before = (await titles('#results', '.goods-card')).length;
    await shop.tap('.filter-sheet', '.fs-apply');
    await shop.until('fewer results', async () => {
      const now = (await titles('#results', '.goods-card')).length;
      return now > 0 && now < before;
    });
    for (const text of await titles('#results', '.goods-card')) expect(text).not.toMatch(/已售罄/);
    await shop.shot('find-narrowed');
  });

  test('finds what was meant by a slip, and says so', async () => {
    await shop.open(`${searchPage}?keyword=${encodeURIComponent('手工马可杯')}`);
    await shop.reads(/没有找到“手工马可杯”/, '#results', '.gg-similar');
    await placeOf(/马克杯/, '#results', '.goods-card');
    await shop.shot('find-similar');
  });
});

describe('what one likes and has seen', () => {
  test('a heart on the product page puts it among the favourites', async () => {
    await shop.open('/packages/product/pages/detail/index?spuId=lamp-dome');
    await shop.reads(/^收藏$/, '.btn-favorite');
    await shop.tap('.btn-favorite');
    await shop.reads(/已收藏/, '.btn-favorite');
    await shop.shot('find-heart');
    await shop.open('/packages/product/pages/detail/index?spuId=mug-tide');
    await shop.find('.btn-favorite');
    await shop.app.callWxMethod('switchTab', { url: '/pages/me/index' });
    await shop.reads(/1/, '.entry-favorites');
    await shop.shot('find-me');
    await shop.tap('.entry-favorites');
    await shop.arrive('packages/account/pages/favorites/index');
    await placeOf(/台灯|灯/, '.row-card');
    await shop.shot('find-favorites');
    await shop.tap('.btn-heart');
    await shop.until('the heart to be empty', async () => !/heart-on/.test(String(await (await shop.find('.btn-heart')).attribute('class'))));
    await shop.until('the cloud to have forgotten it', async () => (await ask<{ items: unknown[] }>('user', { action: 'favorites' })).items.length === 0);
  });

  test('both products are among the footprints, the last one first, until they are cleared', async () => {
    await shop.open('/packages/account/pages/footprints/index');
    expect(await placeOf(/马克杯/, '.row-card')).toBe(0);
    expect(await placeOf(/灯/, '.row-card')).toBe(1);
    await shop.shot('find-footprints');
    await shop.tap('.btn-clear');
    await shop.confirmModal();
    await shop.reads(/还没有足迹/, 'empty-state');
    await shop.shot('find-no-footprints');
  });
});

describe('a shop', () => {
  test('shows its newest products under a tab', async () => {
    await shop.open('/packages/product/pages/shop/index?shopId=shop-1');
    await shop.find('#results', '.goods-card');
    const before = (await titles('#results', '.goods-card'))[0];
    await shop.shot('find-shop');
    await shop.tap('.shop-tabs', '.strip-tab[2]');
    await shop.until('another product first', async () => {
      const [now] = await titles('#results', '.goods-card');
      return now !== undefined && now !== before;
    });
  });
});

describe('the operator', () => {
  test('moves a block of the home page, adds one, and shoppers see it', async () => {
    await shop.become('o-operator');
    await shop.app.callWxMethod('switchTab', { url: '/pages/me/index' });
    await shop.tap('.entry-operate-home');
    await shop.arrive('packages/operate/pages/home-blocks/index');
    await shop.find('.block-row');
    const [first, second] = await titles('.block-title');
    await shop.tap('.btn-down[0]');
    await shop.until('the first two to have changed places', async () => (await titles('.block-title')).slice(0, 2).join() === [second, first].join());
    await shop.shot('find-operate');
    await shop.tap('.block-main[2]');
    await shop.input('今天更便宜', '.block-sheet', '.bs-title');
    await shop.tap('.block-sheet', '.bs-offer');
    await shop.shot('find-operate-block');
    await shop.tap('.block-sheet', '.bs-save');
    await shop.reads(/今天更便宜/, '.block-title[2]');
    await shop.tap('.btn-save');
    await shop.reads(/已是最新/, '.btn-save');
    await shop.become('o-shopper-2');
    await placeOf(/今天更便宜/, 'home-block');
    const { blocks } = await ask<{ blocks: { type: string }[] }>('catalog', { action: 'home' });
    expect(blocks.slice(0, 2).map(({ type }) => type)).toEqual(['categories', 'banner']);
    await shop.shot('find-home-arranged');
  });
});
