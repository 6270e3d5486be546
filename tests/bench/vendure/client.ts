/** A storefront of Vendure's shop API: the requests that its own starter sends, with no more fields than are shown. */
import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

interface Answer {
  token: string | undefined;
  data: Record<string, unknown>;
}

/** One GraphQL request; `token` is the visitor's session. Throws where the request itself is refused. */
export function ask(port: number, query: string, variables: object = {}, token?: string): Promise<Answer> {
  const body = JSON.stringify({ query, variables });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, port, host: '127.0.0.1', path: '/shop-api', method: 'POST', headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { data, errors } = JSON.parse(Buffer.concat(parts).toString()) as { data: Answer['data']; errors?: { message: string }[] };
        if (errors) reject(new Error(`Vendure refused ${query}: ${errors[0]!.message}`));
        else resolve({ token: response.headers['vendure-auth-token'] as string | undefined, data });
      });
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

const result = '__typename ... on ErrorResult { errorCode message }';
export const queries = {
  list: `query ($skip: Int) { products(options: { take: 20, skip: $skip }) { totalItems items { id name slug featuredAsset { preview } variants { id priceWithTax stockLevel } } } }`,
  search: `query ($term: String) { search(input: { term: $term, take: 20, groupByProduct: true }) { totalItems items {
    productId productName slug inStock productAsset { preview } priceWithTax { ... on PriceRange { min max } ... on SinglePrice { value } } } } }`,
  product: `query ($slug: String) { product(slug: $slug) { id name description assets { preview } variants { id name sku priceWithTax stockLevel } optionGroups { name options { name } } } }`,
  add: `mutation ($variant: ID!) { addItemToOrder(productVariantId: $variant, quantity: 1) { ${result} ... on Order { id totalWithTax lines { id quantity } } } }`,
};
const checkout = [
  `mutation { setCustomerForOrder(input: { firstName: "Lan", lastName: "Chen", emailAddress: "lan@example.com" }) { ${result} } }`,
  `mutation { setOrderShippingAddress(input: { fullName: "Chen Lan", streetLine1: "1 Tianhe Road", city: "Guangzhou", postalCode: "510000", countryCode: "CN" }) { ${result} } }`,
  `query { eligibleShippingMethods { id price } }`,
  `mutation { setOrderShippingMethod(shippingMethodId: ["1"]) { ${result} } }`,
  `mutation { transitionOrderToState(state: "ArrangingPayment") { __typename ... on OrderStateTransitionError { errorCode message transitionError } } }`,
  `mutation { addPaymentToOrder(input: { method: "paid-at-once", metadata: {} }) { ${result} ... on Order { state } } }`,
];

/** From an empty cart to a settled payment, in the seven requests that it takes: the state of the order, or why it was refused. */
export async function buy(port: number, variant: string): Promise<string> {
  const { token, data } = await ask(port, queries.add, { variant });
  let last = Object.values(data)[0] as { __typename: string; message?: string; state?: string };
  for (const step of checkout) {
    if (last.message !== undefined) return last.message;
    last = Object.values((await ask(port, step, {}, token)).data)[0] as typeof last;
  }
  return last.message ?? last.state ?? last.__typename;
}
