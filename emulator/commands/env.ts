/** `xiaodian env`: the environment with which a Node script talks to the running cloud through wx-server-sdk. */
import { control } from './control';

/** Prints NAME=value lines: for `export $(npx xiaodian env)`, `node --env-file` and the like. */
export async function env({ data, as: openid }: { data: string; as?: string }): Promise<void> {
  const variables = await control(data, 'env', { as: openid });
  for (const [name, value] of Object.entries(variables)) process.stdout.write(`${name}=${String(value)}\n`);
}
