import type { calendar as english } from '../../en/web/calendar.ts'
import type { Sentences } from '../../shape.ts'

export const calendar: Sentences<typeof english> = {
  description: (month) => `${month} में दिन-प्रतिदिन क्या हो रहा है।`,
  previous: (month) => `पिछला: ${month}`,
  next: (month) => `अगला: ${month}`,
  thisMonth: 'यह महीना',
  asGrid: 'कैलेंडर रूप में',
  asList: 'सूची में',
  view: 'रूप',
  months: 'महीने',
  more: (count) => `${count} और`,
  empty: ['इस महीने कुछ नहीं है', 'दूसरा महीना देखें, या फ़िल्टर हटाएँ।'],
}
