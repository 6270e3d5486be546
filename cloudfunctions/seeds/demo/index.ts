/** The demo shop: three shops, their products, people, rules and a little history. */
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Seed } from '../seed';
import { allGoods } from './goods/index';
import { categoryDocs } from './categories';
import { cardCodeDocs, withCodes } from './codes';
import { depositEntryDocs, depositPaymentDocs } from './deposit';
import { pageDocs } from './home';
import { invoiceDocs } from './invoices';
import { noticeDocs, templateDocs } from './messages';
import { seedPayments } from './payments';
import { couponDocs, promotionDocs, userCouponDocs, withFlashLeft } from './offers';
import { identities, staffDocs, userDocs } from './people';
import { orderDocs, orderPaymentDocs } from './orders';
import { pickupCodeDocs, pickupPointDocs } from './pickups';
import { reviewDocs, reviewSummaryDocs } from './reviews';
import { ruleDocs } from './rules';
import { shopDocs } from './shops';
import { spuDoc } from './spus';
import { freightTemplateDocs } from './terms';
import { customerDocs, pointEntryDocs, withMemberPrices, withProgram } from './vip';

const imagesRoot = join(__dirname, 'images');

export const seed: Seed = {
  identities,
  files: () =>
    readdirSync(imagesRoot, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:webp|mp4)$/.test(name))
      .map((name) => ({ cloudPath: `demo/${name.split(sep).join('/')}`, file: join(imagesRoot, name) })),
  documents: (context) => ({
    categories: categoryDocs(context),
    shops: shopDocs(context).map(withProgram),
    staff: staffDocs(),
    users: userDocs(context),
    freightTemplates: freightTemplateDocs(context),
    spus: allGoods.map((goods, index) => withFlashLeft(withMemberPrices(withCodes(spuDoc(goods, index, context))), context)),
    cardCodes: cardCodeDocs(context),
    pickupPoints: pickupPointDocs(context),
    pickupCodes: pickupCodeDocs(context),
    pages: pageDocs(context),
    rules: ruleDocs(),
    orders: orderDocs(context),
    payments: [...orderPaymentDocs(context), ...depositPaymentDocs(context)],
    depositEntries: depositEntryDocs(context),
    coupons: couponDocs(context),
    userCoupons: userCouponDocs(context),
    promotions: promotionDocs(context),
    reviews: reviewDocs(context),
    reviewSummaries: reviewSummaryDocs(context),
    customers: customerDocs(context),
    pointEntries: pointEntryDocs(context),
    messageTemplates: templateDocs(),
    notices: noticeDocs(context),
    invoices: invoiceDocs(context),
  }),
  payments: seedPayments,
};
