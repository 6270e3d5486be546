/** What shoppers are told, and what WeChat may carry to them. */
import { serve } from '../kernel/serve';
import { list, read, unread } from './notices';
import { granted, templates } from './grants';
import { manageTemplates, saveTemplate } from './templates';

export const main = serve<'message'>({ list, unread, read, templates, granted, manageTemplates, saveTemplate });
