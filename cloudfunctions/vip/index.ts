/** A shop's members: cards, points, member prices. */
import { serve } from '../kernel/serve';
import { card, flow, join, mine } from './card';
import { leave } from './leave';
import { adjust, members } from './members';
import { prices, savePrices } from './prices';
import { program, saveProgram } from './program';

export const main = serve<'vip'>({ card, join, leave, mine, flow, program, saveProgram, members, adjust, prices, savePrices });
