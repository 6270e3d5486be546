/**
 * Vendure with SQLite, configured as its own starter does. Words: the folder it is installed in, the folder for its data, and how many
 * products it sells, each with three variants. Answers every message with the CPU time used so far.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cpuTime } from '../cloud-partner';

/** As much of Vendure as is used here; it is not installed where this is compiled. */
interface VendureApp {
  get(token: unknown): { start(): Promise<void> };
  close(): Promise<void>;
}
interface Vendure {
  bootstrap(config: object): Promise<VendureApp>;
  DefaultJobQueuePlugin: { init(options: object): unknown };
  DefaultSchedulerPlugin: { init(options?: object): unknown };
  DefaultSearchPlugin: { init(options: object): unknown };
  DefaultLogger: new (options: object) => unknown;
  LogLevel: Record<string, number>;
  JobQueueService: unknown;
  dummyPaymentHandler: unknown;
}
type Populate = (bootstrap: () => Promise<VendureApp>, initialData: object, csv: string) => Promise<VendureApp>;

const [, , installed, data, products] = process.argv as [string, string, string, string, string];
// It keeps files of its own where it is started, and tells its makers who uses it unless asked not to.
process.chdir(installed);
process.env.VENDURE_DISABLE_TELEMETRY = 'true';
const require_ = createRequire(path.join(installed, 'package.json'));
const vendure = require_('@vendure/core') as Vendure;
const { populate } = require_('@vendure/core/cli') as { populate: Populate };

const kinds = ['青瓷茶杯', '白瓷碗', '竹编篮', '羊毛毯', '铜灯'];
const SCARCE = 50;

const initialData = {
  defaultLanguage: 'en',
  defaultZone: 'Asia',
  countries: [{ name: 'China', code: 'CN', zone: 'Asia' }],
  taxRates: [{ name: 'Standard', percentage: 0 }],
  shippingMethods: [{ name: 'Standard', price: 800 }],
  paymentMethods: [{ name: 'Paid at once', handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] } }],
  collections: [],
};

/** The first product is the scarce one, which alone keeps count of its stock down to nothing. */
function csv(): string {
  const head = 'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets';
  const rows = [`fifty,fifty,,,,,,fifty,10.00,standard,${SCARCE},true,,`];
  for (let i = 0; i < Number(products); i++) {
    for (let v = 0; v < 3; v++) {
      const product = v === 0 ? `${kinds[i % kinds.length]} ${i},b-${i},,,,size` : ',,,,,';
      rows.push(`${product},${['S', 'M', 'L'][v]},b-${i}-${v},${(10 + i / 100 + v).toFixed(2)},standard,1000000,true,,`);
    }
  }
  return [head, ...rows].join('\n');
}

function config(port: number, synchronize: boolean): object {
  return {
    apiOptions: { port, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
    authOptions: {
      tokenMethod: ['bearer', 'cookie'],
      superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
      cookieOptions: { secret: 'of-this-bench-only' },
    },
    dbConnectionOptions: { type: 'better-sqlite3', synchronize, logging: false, database: path.join(data, 'vendure.sqlite') },
    paymentOptions: { paymentMethodHandlers: [vendure.dummyPaymentHandler] },
    logger: new vendure.DefaultLogger({ level: vendure.LogLevel['Error'] }),
    importExportOptions: { importAssetsDir: data },
    plugins: [
      vendure.DefaultSchedulerPlugin.init(),
      vendure.DefaultJobQueuePlugin.init({ useDatabaseForBuffer: true }),
      vendure.DefaultSearchPlugin.init({ bufferUpdates: false, indexStockStatus: true }),
    ],
  };
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function main(): Promise<void> {
  mkdirSync(data, { recursive: true });
  const file = path.join(data, 'products.csv');
  writeFileSync(file, csv());
  const port = await freePort();
  const populated = await populate(() => vendure.bootstrap(config(port, true)), initialData, file);
  await populated.close();
  const app = await vendure.bootstrap(config(port, false));
  // Jobs (the search index, for one) run beside the shop; the starter gives them a second process.
  await app.get(vendure.JobQueueService).start();
  process.on('message', () => process.send!({ cpu: cpuTime() }));
  process.once('disconnect', () => void app.close().finally(() => process.exit()));
  process.send!({ port });
}
main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
