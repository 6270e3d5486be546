/** What invented shoppers say of the demo products; summaries follow from the reviews by the shop's own rules. */
import type { ReviewTag, Stars } from '../../../typings';
import type { ReviewDoc, ReviewSummaryDoc } from '../../data/review-documents';
import { cardOf } from '../../domain/review-card';
import { badTags, derivedFrom, goodTags } from '../../domain/review-marks';
import { newPart, type ReviewPart } from '../../domain/review-parts';
import { contributionOf, sumsOf } from '../../domain/review-summary';
import { DAY, HOUR, type SeedContext } from '../seed';
import { picturePath, type Goods } from './goods';
import { allGoods } from './goods/index';
import { shopDocs } from './shops';
import { spuDoc, steady } from './spus';

/** By leaf category: what fits everything there. */
const words: Record<string, string[]> = {
  tops: ['版型很正，不贴身也不拖沓，洗了三次没有变形。', '颜色和图片几乎没有色差，面料摸着很舒服。', '按平时的尺码买刚好，走线也整齐。'],
  dresses: ['上身很显气质，长度刚好，走路不绊脚。', '垂感好，不容易皱，同事都问在哪买的。', '腰身收得好，颜色比图片还耐看。'],
  outerwear: ['挺括又保暖，里面穿件毛衣正合适。', '做工对得起价格，扣子和走线都很细致。', '版型不臃肿，坐地铁也不嫌热。'],
  sneakers: ['脚感软，走一整天不累脚。', '上脚好看，搭什么都行，也没有胶水味。', '鞋底不打滑，尺码标准。'],
  bags: ['做工精细，拉链很顺，装得下平时要带的东西。', '轻便又能装，出差两天够用了。', '用了一个月没有变形，五金也没掉色。'],
  audio: ['连接很快，声音干净，人声很清楚。', '续航比宣传的还长，充一次用一周。', '外观很有质感，放在桌上也好看。'],
  phones: ['做工扎实，手感好，带出门很放心。', '大小合适，单手拿着不累。', '用了两周没有发热，也没有松动。'],
  desktop: ['手感扎实，桌面一下子整洁了。', '连接稳定，几乎感觉不到延迟。', '做工比同价位的好，细节到位。'],
  lighting: ['灯光很柔和，晚上看书不刺眼。', '放在客厅整个氛围都不一样了。', '开关顺手，亮度可以慢慢调。'],
  furniture: ['安装简单，四角都很稳。', '坐着很舒服，颜色和家里很搭。', '木头没有异味，边角处理得很圆。'],
  textiles: ['面料透气，靠着很舒服，全家都喜欢。', '颜色雅致，洗过没有褪色起球。', '针脚细密，摸上去很软。'],
  plants: ['摆在窗边很有生气，朋友来都夸好看。', '包了三层，一点没有磕碰，卖家很细心。', '比图片还好看，尺寸也合适。'],
  cups: ['釉色温润，握在手里分量刚好。', '送朋友的，她特别喜欢，包装也体面。', '容量合适，洗碗机洗了几次没有花。'],
  cookware: ['分量足，用着顺手，厨房颜值都高了。', '好清洗，用了一个月和新的一样。', '受得住日常折腾，做工对得起价格。'],
  fruit: ['新鲜，甜度刚好，一箱没有坏的。', '个头匀称，家里老人也爱吃。', '快递到的时候还是凉的，口感很好。'],
  tea: ['茶汤清亮，回甘明显，已经是第三次回购。', '香气很正，泡七八道还有味。', '送长辈的，说比茶店买的还好。'],
  coffee: ['打开就是香味，早上来一份很满足。', '味道醇，不酸不涩，会回购。', '比楼下店里的还对胃口。'],
  snacks: ['味道正，用料实在，办公室很快分完了。', '小包装方便，吃多少拆多少。', '日期很新，家里孩子也喜欢。'],
  makeup: ['颜色正，上脸服帖，下午也没有斑驳。', '不拔干，补妆也不会结块。', '包装好看，送人自用都合适。'],
  skincare: ['质地清爽，很快吸收，第二天起来不油。', '敏感肌用着没有刺痛，会一直回购。', '味道很淡，早晚用都舒服。'],
  bath: ['泡沫绵密，洗完不紧绷。', '味道淡淡的很高级，浴室都香了。', '全家都在用，很快回购了。'],
  blocks: ['零件打磨得很圆，没有毛刺，玩起来放心。', '能拼一下午，锻炼耐心。', '颜色正，没有异味，当生日礼物很合适。'],
  plush: ['孩子一拿到就抱着不撒手。', '毛很软，洗过之后没有掉毛结团。', '大小刚好，抱着睡觉很合适。'],
  notebooks: ['纸很厚，钢笔写不洇墨，翻开能摊平。', '装帧漂亮，拿在手里就想写字。', '排版清楚，每天写一页刚刚好。'],
  pens: ['手感好，写起来很顺。', '做工细致，送同学她很喜欢。', '颜色好看，用了一个月没出毛病。'],
  books: ['读起来很安静，适合睡前看。', '印刷清楚，纸张舒服，插图也好看。', '两个晚上就读完了，会推荐给朋友。'],
  camping: ['露营用了两次，结实又好收纳。', '收起来很小，后备箱不占地方。', '做工扎实，风大也很稳。'],
  fitness: ['防滑，没有橡胶味，在家练足够了。', '分量标得准，用着不磨手。', '放在角落不占地方，坚持了一个月。'],
  bottles: ['密封好，放包里没漏过。', '保温一整天，早上的热水下午还烫嘴。', '杯口好清洗，颜色也耐看。'],
  petfood: ['挑食的它居然全吃光了。', '用着放心，便便也正常了。', '包装严实，没有压坏。'],
  petlife: ['猫主子一眼就相中，整天不肯离开。', '很结实，两个星期还完好。', '好清洗，晾一晚就干，毛也不粘。'],
};
const anywhere = ['物流很快，包装也用心，和描述一致。', '第二次买了，品质一直稳定。'];
const unhappy = ['东西还行，就是等了六天才到，物流慢了些。', '和想象的有一点差别，不影响用，希望质检再细一点。', '包装有点压痕，客服处理得很快，给三星。'];
const replies = ['感谢您的认可，期待您再来。', '谢谢支持，用得有任何问题随时找我们。', '您的喜欢就是我们把东西做好的动力。'];
const apologies = ['抱歉给您添麻烦了，已经反馈给仓库改进，也请随时联系客服。', '谢谢您指出来，我们会和工厂一起改，给您补了一张优惠券。'];
const later = ['用了一段时间再来说说，依旧很满意。', '追评：洗过几次还是和新的一样。', '又回购了一份，品质稳定。'];
const names = ['青柠不酸', '阿宁', '小城故事', '木子李', '南风知我意', '豆豆妈', '晚来天欲雪', '老周', '山有木兮', '一颗糖', 'Momo', '北方的鱼', '周末去露营', '橘子汽水', '安静的午后', '行者'];

interface Made {
  goods: Goods;
  place: number;
  stars: Stars;
  text: string;
}

function starsOf(key: string): Stars {
  const chance = steady(`stars ${key}`);
  return chance < 0.72 ? 5 : chance < 0.9 ? 4 : chance < 0.96 ? 3 : chance < 0.985 ? 2 : 1;
}

function picked<T>(list: readonly T[], key: string): T {
  return list[Math.floor(steady(key) * list.length)]!;
}

export function reviewDocs(context: SeedContext): ReviewDoc[] {
  const { now, fileID } = context;
  const shops = shopDocs(context);
  return allGoods.flatMap((goods, index) => {
    const spu = spuDoc(goods, index, context);
    const shop = shops.find(({ _id }) => _id === goods.shopId)!;
    const good = [...words[goods.leaf]!, ...anywhere];
    // The words are of parcels.
    if (spu.status !== 5 || spu.deliverMethod) return [];
    const number = 2 + Math.floor(steady(`reviews ${goods.id}`) * 7);
    return Array.from({ length: number }, (_, place): ReviewDoc => {
      const key = `${goods.id} ${place}`;
      const stars = starsOf(key);
      const made: Made = { goods, place, stars, text: stars >= 4 ? good[(place + index) % good.length]! : picked(unhappy, `unhappy ${key}`) };
      // Of the time that the product exists, the oldest first.
      const createdAt = Math.max(spu.createdAt + 2 * HOUR, now - Math.round((2 + 90 * steady(`age ${key}`)) * DAY));
      const images = steady(`picture ${key}`) < 0.3 ? [fileID(picturePath(goods, 'scene')), ...(steady(`more ${key}`) < 0.4 ? [fileID(picturePath(goods, 1))] : [])] : [];
      const part = (text: string, at: number, by: string, pictures: string[] = []): ReviewPart => passed(text, pictures, at, by);
      const appended = steady(`append ${key}`) < 0.12 && createdAt < now - 12 * DAY;
      const answered = stars < 4 ? steady(`answer ${key}`) < 0.7 : steady(`answer ${key}`) < 0.45;
      const openid = `demo-guest-${Math.floor(steady(`who ${key}`) * 400)}`;
      const sku = picked(spu.skus, `sku ${key}`);
      const fields = {
        _id: `demo-review-${goods.id}-${place + 1}`,
        orderId: `demo-past-${goods.id}-${place + 1}`,
        orderNo: `${new Date(createdAt).toISOString().slice(0, 10).replaceAll('-', '')}${String(1 + Math.floor(steady(`no ${key}`) * 99_999_999)).padStart(10, '0')}`,
        openid,
        spuId: goods.id,
        shopId: goods.shopId,
        shop: { shopId: shop._id, name: shop.name, logo: shop.logo },
        line: { spuId: goods.id, skuId: sku.skuId, title: goods.title, attrs: sku.attrs, image: sku.image, num: 1 },
        nickname: picked(names, `name ${key}`),
        avatar: '',
        anonymous: steady(`mask ${key}`) < 0.5,
        auto: false,
        stars,
        serviceStars: (stars >= 4 ? (steady(`service ${key}`) < 0.85 ? 5 : 4) : 4) as Stars,
        deliveryStars: (steady(`delivery ${key}`) < 0.75 ? 5 : 4) as Stars,
        tags: tagsOf(made),
        content: part(made.text, createdAt, openid, images),
        append: appended ? part(picked(later, `later ${key}`), createdAt + 9 * DAY, openid) : null,
        reply: answered ? part(picked(stars >= 4 ? replies : apologies, `reply ${key}`), createdAt + 6 * HOUR, shop.ownerOpenid) : null,
        appendReply: null,
        finishedAt: createdAt - DAY,
        createdAt,
        updatedAt: createdAt,
        deletedAt: null,
      };
      const review = { ...fields, ...derivedFrom(fields), counting: null, seq: 0, todo: [], version: 0, recent: [] };
      return { ...review, counted: contributionOf(review) };
    });
  });
}

function passed(text: string, images: string[], at: number, by: string): ReviewPart {
  const part = newPart({ text, images, at, by }, 'pass');
  return { ...part, media: part.media.map((one) => ({ ...one, suggest: 'pass' })), state: 'public', checkAt: null };
}

function tagsOf({ goods, place, stars }: Made): ReviewTag[] {
  const fitting = stars >= 4 ? goodTags : badTags;
  const first = picked(fitting, `tag ${goods.id} ${place}`);
  const second = picked(fitting, `second ${goods.id} ${place}`);
  return steady(`tags ${goods.id} ${place}`) < 0.25 ? [] : [...new Set([first, second])];
}

export function reviewSummaryDocs(context: SeedContext): ReviewSummaryDoc[] {
  const reviews = reviewDocs(context);
  return [...new Set(reviews.map(({ spuId }) => spuId))].map((spuId) => {
    const own = reviews.filter((review) => review.spuId === spuId);
    const top = [...own].sort((a, b) => b.rank - a.rank || (a._id < b._id ? -1 : 1)).slice(0, 2);
    return { _id: spuId, shopId: own[0]!.shopId, ...sumsOf(own.map(contributionOf)), top: top.map(cardOf), holds: {}, revision: 1, recountedAt: context.now };
  });
}
