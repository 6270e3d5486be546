/** The cloud under measurement. Words: project, data folder. Answers every message with the CPU time used so far. */
import { startCloud } from '../../emulator/cloud/server';
import { openDataFolder } from '../../emulator/data-folder';
import { loadProject } from '../../emulator/project';
import { cpuTime } from './cloud-partner';

async function main(): Promise<void> {
  const data = openDataFolder(process.argv[3]!);
  const cloud = await startCloud({
    project: loadProject(process.argv[2]!),
    data,
    port: 0,
    log: ({ level, text }) => level === 'error' && console.error(text),
    timers: false,
  });
  process.on('message', () => process.send!({ cpu: cpuTime() }));
  process.once('disconnect', () => void cloud.stop().then(() => data.close()));
  process.send!({ env: cloud.env(), port: cloud.port, token: data.token });
}
void main();
