import type { MailWords } from '../catalogue.ts'

export const mail = (): MailWords => ({
  greeting: 'お客様',
  greetingTo: ({ name }) => `${name} 様`,
  viewAndPay: ({ amount }) => `確認して ${amount} を支払う`,
  viewInvoice: '請求書を見る',
  confirmWithBank: 'お支払いを確認する',
  orOpen: 'または、次のリンクを開いてください：',
  attached: {
    invoice: '請求書を PDF で添付しています。',
    receipt: '領収書を PDF で添付しています。',
  },
  tooLarge: {
    invoice: '請求書の PDF は容量が大きく添付できません。こちらからダウンロードしてください：',
    receipt: '領収書の PDF は容量が大きく添付できません。こちらからダウンロードしてください：',
  },
  download: 'PDF をダウンロード',
  linkLine: ({ label }) => `${label}：`,
  paidOn: 'お支払い日',
  paidWith: 'お支払い方法',
  triedWith: '使用したお支払い方法',
  tried: '引き落としを試みた日',
  nextTry: '次回の引き落とし',
  moreLines: ({ lines }) => `ほか ${lines.text} 件`,
  questions: ({ seller }) => `ご不明な点は、このメールにご返信いただくか、${seller} までお問い合わせください：`,
  questionsReply: ({ seller }) => `ご不明な点は、このメールにご返信ください。${seller} がご案内します。`,
  linkIsYours: 'このリンクはお客様専用です。リンクをお持ちの方は誰でもこの請求書を見ることができます。',
  noLinkText: ({ seller }) => `${seller} とのお取り決めに従ってお支払いください。`,

  signIn: {
    subject: ({ code, seller }) => `${code}:${seller}のログインコード`,
    heading: ({ seller }) => `${seller}のログインコード`,
    text: 'コードを求めたブラウザーに、このコードを入力してください。10分間有効です。',
    code: 'コード',
    button: 'このコードでログインする',
    link: 'ログイン',
    linkNote: 'リンクは、コードを求めたブラウザーでのみ使えます。当方の担当者がコードをお尋ねすることはありません。',
    notYou: 'お心当たりがない場合は、どなたかがアドレスを間違えた可能性があります。何もしていただく必要はありません。',
  },

  passkey: {
    subject: ({ seller }) => `${seller} のアカウントにパスキーが追加されました`,
    heading: 'パスキーが追加されました',
    text: ({ seller }) => `このパスキーを使うと、コードなしでログインし、${seller} からの請求書を見ることができます。`,
    added: '追加日時',
    button: '端末とパスキーを確認する',
    link: '端末とパスキー',
    linkNote: '最初にログインが必要です。',
    notYou:
      'お心当たりがない場合は、そのページでパスキーを削除し、すべての端末からログアウトしたうえで、ほかの人がメールを読んでいないかご確認ください。',
  },

  invoice: {
    subject: ({ number, seller, amount, due }) => `${seller} からの請求書 ${number}：${amount}、お支払い期日 ${due}`,
    subjectWithoutDue: ({ number, seller, amount }) => `${seller} からの請求書 ${number}：${amount}`,
    subjectPaid: ({ number, seller, amount }) => `${seller} からの請求書 ${number}：${amount}、お支払い済み`,
    revision: ({ number, older }) => `${number}（${older} の差し替え）`,
    replaces: ({ number, older }) => `請求書 ${number} は ${older} に代わるものです。${older} のお支払いは不要です。`,
    heading: ({ seller }) => `${seller} からの請求書`,
    text: ({ amount, due }) => `${amount} を ${due} までにお支払いください。`,
    textWithoutDue: ({ amount }) => `ご請求金額は ${amount} です。`,
    textPaid: ({ amount }) => `ご請求金額は ${amount} で、すでに精算済みです。お支払いは不要です。`,
    textRefunded: ({ amount }) =>
      `ご請求金額は ${amount} です。お支払いいただいた後に返金されていますので、お支払いは不要です。`,
    textReversed: ({ amount }) =>
      `ご請求金額は ${amount} です。この請求書のお支払いは、異議申し立てにより銀行が取り戻しました。`,
  },
  promiseOver: ({ day }) => `${day}までにお支払いいただけるとご連絡をいただいておりました。`,
  transferChosen: ({ date }) => `${date} に銀行振込を選ばれましたが、まだ入金を確認できていません。`,
  reminder: {
    before: {
      subject: ({ number, seller, amount, days }) =>
        days.n === 1
          ? `明日がお支払い期日です：${seller} へ ${amount}、請求書 ${number}`
          : `お支払い期日まであと${days.text}日：${seller} へ ${amount}、請求書 ${number}`,
      heading: 'お支払い期日のお知らせ',
      text: ({ number, seller, amount, due }) =>
        `${seller} の請求書 ${number} のお支払い期日は ${due} です。残りのお支払い金額は ${amount} です。`,
      close: 'すでにお支払いいただいている場合は、ありがとうございます。このメールは破棄してください。',
    },
    today: {
      subject: ({ number, seller, amount }) => `本日がお支払い期日です：${seller} へ ${amount}、請求書 ${number}`,
      heading: '本日がお支払い期日です',
      text: ({ number, seller, amount }) => `${seller} の請求書 ${number} の残りのお支払い金額は ${amount} です。`,
      close: 'すでにお支払いいただいている場合は、ありがとうございます。このメールは破棄してください。',
    },
    late: {
      subject: ({ number, seller, amount, days }) =>
        `お支払い期日を${days.text}日過ぎています：${seller} へ ${amount}、請求書 ${number}`,
      heading: 'お支払いをお忘れではありませんか',
      text: ({ number, seller, amount, due }) =>
        `${seller} の請求書 ${number} のお支払い期日は ${due} でした。${amount} のご入金をまだ確認できていません。`,
      close: 'お支払いの手続きがお済みの場合は、ありがとうございます。請求内容に誤りがありましたら、お知らせください。',
    },
    later: {
      subject: ({ number, seller, amount, days }) =>
        `期日から${days.text}日、まだお支払いがありません：${seller} へ ${amount}、請求書 ${number}`,
      heading: 'まだお支払いを確認できていません',
      text: ({ number, seller, amount, due }) =>
        `${seller} の請求書 ${number} のお支払い期日は ${due} でした。今週中に ${amount} をお支払いください。`,
      close: 'お支払いが難しい場合は、解決方法をご相談したく、本日中にご連絡ください。',
    },
    last: {
      subject: ({ number, seller, amount, days }) =>
        `至急お支払いください：${seller} へ ${amount}、${days.text}日超過、請求書 ${number}`,
      heading: '至急お支払いをお願いします',
      text: ({ number, seller, amount, due }) =>
        `${seller} の請求書 ${number} のお支払い期日は ${due} でした。再三のお知らせにもかかわらず、${amount} が未払いです。`,
      close: '請求内容にご異議がある場合、またはお支払いが難しい場合は、本日中にご連絡ください。',
    },
  },
  receipt: {
    subject: ({ number, seller, amount, date }) =>
      `領収のお知らせ：${date} に ${seller} へ ${amount}、請求書 ${number}`,
    subjectPart: ({ number, seller, amount, remaining }) =>
      `${seller} が ${amount} を受領しました。残り ${remaining}、請求書 ${number}`,
    heading: 'お支払いありがとうございます',
    text: ({ number, seller, amount }) =>
      `${seller} が ${amount} のお支払いを受領しました。請求書 ${number} のお支払いは完了しています。`,
    textPart: ({ number, seller, amount, remaining }) =>
      `${seller} が請求書 ${number} について ${amount} のお支払いを受領しました。残りのお支払い金額は ${remaining} です。`,
  },
  failed: {
    subject: ({ number, seller, amount }) =>
      `${seller} への ${amount} のお支払いが完了しませんでした、請求書 ${number}`,
    heading: 'お支払いが完了しませんでした',
    text: ({ number, seller, amount, date }) =>
      `${date} に、${seller} の請求書 ${number} について ${amount} の引き落としを試みました。`,
    button: ({ amount }) => `${amount} を今すぐ支払う`,
  },
  action: {
    subject: ({ number, seller, amount }) => `${seller} への ${amount} のお支払いをご確認ください、請求書 ${number}`,
    heading: '銀行がご本人の確認を求めています',
    text: ({ number, seller, amount }) =>
      `${seller} の請求書 ${number} の ${amount} のお支払いは、確認が済みしだい処理されます。まだ引き落とされていません。`,
    next: '1 分ほどで終わります。お手元に電話または銀行のアプリをご用意ください。',
  },
  fresh: {
    subject: ({ number, seller, amount, due }) =>
      `${seller} の請求書 ${number} の新しいリンク：${amount}、お支払い期日 ${due}`,
    subjectWithoutDue: ({ number, seller, amount }) => `${seller} の請求書 ${number} の新しいリンク：${amount}`,
    heading: '新しいリンクをお送りします',
    text: ({ number, seller }) => `${seller} の請求書 ${number} をこのリンクから開くことができます。`,
    notYou: 'お心当たりがない場合は、このメールを破棄してください。',
  },
})
