/** Forms that several actions take. */
import { choice, text } from '../kernel/schema';

export const titleEntries = {
  type: choice(['personal', 'enterprise']),
  title: text(120),
  taxNumber: text(40),
  companyAddress: text(200),
  telephone: text(100),
  bankName: text(200),
  bankAccount: text(60),
};
