import type { Catalogue } from '../shape.ts'

export const teamMail: Catalogue['teamMail'] = {
  invited: {
    subject: (organization) => `${organization} की टीम में शामिल हों`,
    text: (name, organization, role, platform) =>
      `${name} आपको ${platform} पर ${organization} के लिए काम करने का न्योता देते हैं। आपकी भूमिका होगी: ${role}।`,
    until: 'कब तक मान्य',
    action: 'न्योता देखें',
    after: (email) =>
      `यह न्योता सिर्फ़ ${email} के लिए है: स्वीकारने के लिए इसी पते से साइन इन करें, या इससे खाता बनाएँ। अगर आपको नहीं पता कि यह किस बारे में है, तो कुछ न करें: यह अपने आप ख़त्म हो जाएगा।`,
  },
  ownership: {
    subject: (organization) => `${organization} आपको सौंपा जा रहा है`,
    text: (name, organization) =>
      `${name} आपको ${organization} सौंपना चाहते हैं। स्वीकारने पर आप इसके स्वामी होंगे और वे प्रबंधक बने रहेंगे। तब तक कुछ नहीं बदलेगा।`,
    action: 'प्रस्ताव देखें',
    after: 'अगर आप नहीं चाहते, तो वहाँ मना कर दें या कुछ न करें।',
  },
  cohost: {
    subject: (event) => `${event} साथ मिलकर करें?`,
    text: (host, event, organization) =>
      `${host} चाहते हैं कि ${organization} उनके साथ ${event} का आयोजन करे। हाँ कहने पर आपका नाम कार्यक्रम के पेज पर होगा और आपकी टीम मदद कर सकेगी। पैसा ${host} के पास ही रहेगा।`,
    action: 'स्टूडियो में देखें',
    after: 'हाँ या ना आप अपने कार्यक्रम की सूची में कह सकते हैं।',
  },
}
