import type { calendar as english } from '../../en/web/calendar.ts'
import type { Sentences } from '../../shape.ts'

export const calendar: Sentences<typeof english> = {
  description: (month) => `${month} में दिन-प्रतिदिन क्या हो रहा है।`,
  previous: (month) => `पिछला: ${month}`,
  next: (month) => `अगला: ${month}`,
  thisMonth: 'यह महीना',
  add: 'कैलेंडर में जोड़ें',
  subscribe: 'सदस्यता लें',
  app: 'कैलेंडर ऐप',
  file: 'फ़ाइल (.ics), Apple और अन्य',
  follow: ['इसे अपने कैलेंडर में देखें', 'नए कार्यक्रम और बदलाव अपने-आप आ जाते हैं।'],
  localTimes: 'समय आयोजन-स्थल के हैं, ऑनलाइन हो तो आयोजक के।',
  thisWeek: 'यह सप्ताह',
  weeks: 'सप्ताह',
  allDay: 'जारी',
  none: (day) => `${day}: कुछ नहीं`,
  emptyWeek: ['इस सप्ताह कुछ नहीं है', 'दूसरा सप्ताह देखें, या फ़िल्टर हटाएँ।'],
  views: { month: 'महीना', week: 'सप्ताह', list: 'सूची' },
  view: 'रूप',
  months: 'महीने',
  more: (count) => `${count} और`,
  empty: ['इस महीने कुछ नहीं है', 'दूसरा महीना देखें, या फ़िल्टर हटाएँ।'],
}
