import type { Catalogue } from '../../shape.ts'

/** What administrators of the platform see. */
export const admin: Catalogue['workspace']['admin'] = {
  title: 'प्रशासन',
  events: 'इंतज़ार में कार्यक्रम',
  eventsText: 'प्रकाशित होने देने से पहले हर पेज देख लें।',
  none: 'कुछ इंतज़ार में नहीं',
  noneText: 'आयोजक जो कार्यक्रम भेजते हैं, वे यहाँ दिखते हैं।',
  by: (organizer) => `आयोजक: ${organizer}`,
  handedIn: (time) => `भेजा गया ${time}`,
  look: 'पेज देखें',
  approve: 'प्रकाशित होने दें',
  reject: 'लौटा दें',
  approved: ['प्रकाशित हो गया', 'आयोजक और बाकी सब इसे अब देख सकते हैं।'],
  rejected: ['लौटा दिया गया', 'यह फिर मसौदा है। आयोजक को कारण बताएँ।'],
  more: 'और दिखाएँ',
}
