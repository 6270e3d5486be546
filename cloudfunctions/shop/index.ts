/** Shops: what everybody sees of one, and what its staff arranges. */
import { serve } from '../kernel/serve';
import { freightTemplates, removeFreightTemplate, saveFreightTemplate, setDefaultFreight } from './freight';
import { get } from './home';
import { overview } from './overview';

export const main = serve<'shop'>({ get, overview, freightTemplates, saveFreightTemplate, setDefaultFreight, removeFreightTemplate });
