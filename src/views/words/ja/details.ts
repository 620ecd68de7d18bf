import type { DetailsWords } from '../catalogue.ts'

export const details = (): DetailsWords => ({
  heading: '請求先情報',
  intro: '次回以降の請求書に使われます。発行済みの請求書は変わりません。',
  name: { label: '会社名または氏名', hint: '請求書に記載する名称です。' },
  phone: '電話番号',
  language: { label: '言語', automatic: 'ブラウザーの言語' },
  timeZone: {
    label: 'タイムゾーン',
    hint: 'お支払いのご案内は、このタイムゾーンの朝に届きます。',
    automatic: ({ seller }) => `${seller} のタイムゾーン`,
  },
  optional: ({ label }) => `${label}（任意）`,
  save: '請求先情報を保存',
  saved: '請求先情報を保存しました。',

  address: {
    legend: '住所',
    country: '国・地域',
    chooseCountry: '国・地域を選択',
    changeCountry: 'この国の入力欄を表示',
    line1: '町名・番地',
    line2: '建物名・階・部署名',
    city: { city: '市区町村', town: '市区町村', suburb: '地区または市' },
    postalCode: {
      postal: '郵便番号',
      postcode: '郵便番号',
      zip: '郵便番号（ZIP）',
      pin: '郵便番号（PIN）',
      eircode: '郵便番号（Eircode）',
    },
    state: {
      state: '州',
      province: '州・省・県',
      prefecture: '都道府県',
      county: '郡・県',
      emirate: '首長国',
      area: '地域',
      department: '県',
      region: '地方',
    },
  },

  taxIds: {
    legend: '税務上の番号',
    hint: '登録番号や付加価値税番号などです。番号を削除するには、欄を空にしてください。',
    type: '番号の種類',
    chooseType: '種類を選択',
    value: '番号',
    others: 'その他の国',
  },

  contacts: {
    heading: 'その他の送信先',
    intro: '選んだ種類のメールの写しを、請求書への専用リンクを付けて、それぞれの連絡先にもお送りします。',
    remove: '連絡先を削除するには、名前とアドレスを空にしてください。',
    nth: ({ nth }) => `連絡先 ${nth}`,
    another: '連絡先を追加',
    name: '名前',
    email: 'メールアドレス',
    roles: {
      legend: '写しを受け取るメール',
      invoices: '請求書',
      receipts: '領収書',
      reminders: 'お支払いのご案内',
      everything: 'すべて',
    },
    save: '連絡先を保存',
    saved: '連絡先を保存しました。',
  },

  message: {
    question: ({ number, customer }) => `請求書 ${number} について ${customer} からのご質問`,
    problem: ({ number, customer }) => `請求書 ${number} に誤りがあるとのご連絡（${customer}）`,
    about: ({ line }) => `対象の品目：${line}`,
    reply: ({ customer }) => `このメールに返信すると、${customer} に届きます。`,
    paused: 'この請求書のお支払いのご案内は、14日間、または請求書を再送信するまで停止します。',
  },

  erasure: {
    requested: ({ customer }) => `${customer} からデータの消去の依頼がありました`,
    how: ({ call }) =>
      `消去するには、APIで次の呼び出しを行います：${call}。発行済みの請求書、領収書、お支払いの記録は残ります。`,
    open: '未払いの請求書は、先に支払い済みにするか無効にしてください。',
    law: 'EUでは、1か月以内に回答する必要があります。',
  },

  problem: {
    title: 'まだ保存されていません',
    what: '次の項目を修正してください。',
    prefix: 'エラー：',
  },
  overtaken: {
    title: '別の方が先に変更しました',
    what: '現在保存されている内容を表示しています。お客様の入力はまだ保存されていません。印の付いた項目を確認して、もう一度保存してください。',
    yours: ({ text }) => `入力された内容：${text}`,
    nothing: 'なし',
  },
  faults: {
    missing: ({ label }) => `「${label}」を入力してください。`,
    too_long: ({ label, most }) => `「${label}」は${most}文字以内で入力してください。`,
    choice: ({ label }) => `「${label}」を一覧から選んでください。`,
    postal_code: ({ label, example }) => `「${label}」は ${example} のような形式で入力してください。`,
    phone: ({ example }) => `電話番号を ${example} のように入力してください。`,
    tax_id_type: '番号の種類を選んでください。',
    tax_id_form: ({ example }) => `この種類の番号は ${example} のような形式です。`,
    tax_id_check_digits: '検査数字が一致しません。お手元の書類で番号をご確認ください。',
    tax_id_twice: 'この番号はすでに入力されています。',
    email: ({ example }) => `メールアドレスを ${example} のように入力してください。`,
    email_twice: 'このアドレスは別の連絡先で使われています。',
    roles: 'メールの種類を一つ以上選んでください。',
  },
})
