import type { PayWords } from '../catalogue.ts'

export const pay = (): PayWords => ({
  title: {
    toPay: ({ amount, number, seller }) => `${seller} へ ${amount} のお支払い – 請求書 ${number}`,
    processing: ({ amount, number, seller }) => `${seller} へ ${amount} を送金中 – 請求書 ${number}`,
    paid: ({ amount, number, seller }) => `お支払い済み：${seller} へ ${amount} – 請求書 ${number}`,
    refunded: ({ amount, number, seller }) => `返金済み：${seller} より ${amount} – 請求書 ${number}`,
    reversed: ({ amount, number, seller }) => `お支払いの取り戻し：${seller} へ ${amount} – 請求書 ${number}`,
    void: ({ amount, number, seller }) => `取り消し：${seller} の請求書 ${number} – ${amount}`,
    problem: ({ title }) => `ご確認ください – ${title}`,
  },

  standing: {
    open: '未払い',
    due_soon: '期日間近',
    past_due: '期日超過',
    part_paid: '一部支払い済み',
    processing: '入金待ち',
    paid: '支払い済み',
    refunded: '返金済み',
    reversed: 'お支払い取り戻し済み',
    void: '取り消し',
    uncollectible: '未払い',
  },

  due: {
    on: ({ date }) => `お支払い期日 ${date}`,
    today: ({ date }) => `本日 ${date} がお支払い期日です`,
    was: ({ date }) => `お支払い期日 ${date}`,
    daysLeft: ({ days }) => `あと${days.text}日`,
    daysLate: ({ days }) => `${days.text}日超過`,
    onReceipt: '受領後すぐのお支払い',
  },

  versions: {
    replaces: ({ number }) => `この請求書は ${number} に代わるものです`,
    payThis: 'お支払いはこちらの請求書のみにお願いします。',
    changed: '変更された項目：',
    parts: {
      details: 'お客様情報',
      items: '明細',
      amount: '金額',
      due: '支払期限',
      purchaseOrder: '注文番号',
      notes: '備考',
    },
    older: ({ number }) => `請求書 ${number} を表示`,
    replacedTitle: ({ number }) => `この請求書は ${number} に差し替えられました`,
    replacedText: ({ date }) => `${date} に発行されました。この請求書のお支払いは不要です。`,
    newer: ({ number }) => `請求書 ${number} を開く`,
  },
  pay: {
    invoice: ({ number }) => `請求書 ${number}`,
    amountOnItsWay: 'お支払い中の金額',
    amountPaid: 'お支払い済みの金額',
    amountRefunded: '返金された金額',
    amountReversed: '取り戻された金額',
    cancelledAmount: 'お支払いは不要です',
    paidOfDue: ({ paid, due }) => `${due} のうち ${paid} をお支払い済み`,
    howToPay: 'お支払い方法をお選びください',
    anotherWay: '別の方法で支払う',
    checkoutBy: ({ provider }) => `${provider} による安全な決済`,
    confirmMaybe: 'ご利用の銀行からご本人の確認を求められることがあります。',
    expires: ({ date }) => `有効期限 ${date}`,
    button: ({ amount }) => `${amount} を支払う`,
    underWay: '少々お待ちください…',
    keepQuestion: '次回以降の請求のために保存する',
    keepHint: ({ seller }) =>
      `${seller} がこのお支払い方法を保存し、自動でのお支払いに同意いただいた請求について、この方法で引き落とせるようになります。保存した情報はいつでも削除を依頼できます。`,
    keepNotice: ({ seller }) =>
      `お支払いいただくと、${seller} がこのお支払い方法を保存し、同意いただいた今後の請求に使用することを許可したことになります。保存した情報はいつでも削除を依頼できます。`,
    continueTitle: 'お支払いの手続きが途中です',
    continueText: ({ amount, date }) => `${date} に ${amount} のお支払いを始められました。まだ引き落とされていません。`,
    continueButton: 'お支払いを続ける',
    confirmTitle: '銀行がご本人の確認を求めています',
    confirmText: ({ amount }) => `銀行での確認が済みしだい、${amount} のお支払いが完了します。`,
    confirmButton: '銀行で確認する',
    togetherText: ({ others }) => `このお支払いは、この請求書とほかの${others.text}件の請求書をまとめたものです。`,
    transferTitle: 'お振り込みをお待ちしています',
    transferText: ({ amount, date }) =>
      `${date} に ${amount} の銀行振込を選ばれました。入金が確認されると、この請求書はお支払い済みと表示されます。数営業日かかることがあります。`,
    transferPartTitle: 'お振り込みの一部が届きました',
    transferPartText: '残りを同じ口座にお振り込みください。不足している金額は振込先の画面で確認できます。',
    transferButton: '振込先を表示する',
    tryAnother: '別のカードまたは口座で支払う',
    payDifferently: '別の方法で支払う',
    tooSmallText: ({ seller }) =>
      `金額が小さすぎるため、オンラインではお支払いいただけません。お支払い方法、または次回の請求書にまとめられるかどうかを ${seller} にお問い合わせください。`,
    tooFineText: ({ seller }) =>
      `この通貨では、カードや銀行でこの端数まで取り扱うことができません。端数の調整または別のお支払い方法を ${seller} にお問い合わせください。`,
    overLimitText: ({ method, most }) =>
      `${method} は一回のお支払いの上限が ${most} です。別の方法でお支払いください。`,
    inPartsText: ({ part, rest }) =>
      `金額が一回のお支払いの上限を超えています。まず ${part} をお支払いいただき、続けて残りの ${rest} をお支払いください。`,
    part: {
      summary: '一部だけ支払う',
      label: '今回お支払いになる金額',
      range: ({ least, most }) => `${least} から ${most} まで。残りは後日のお支払いになります。`,
      next: '次へ',
      chosen: ({ part, rest }) => `今回は ${part} をお支払いいただきます。お支払い後の残額は ${rest} です。`,
      whole: ({ amount }) => `全額 ${amount} を支払う`,
      unreadable: ({ example }) => `金額を確定できませんでした。次のようにご入力ください：${example}`,
      nearest: ({ amount }) => `この金額はお支払いいただけません。最も近い金額は ${amount} です。`,
      nearestTwo: ({ lower, upper }) => `この金額はお支払いいただけません。最も近い金額は ${lower} と ${upper} です。`,
    },
    noMethodTitle: 'この請求書はオンラインでお支払いいただけません',
    noMethodText: ({ seller }) =>
      `この金額と通貨に対応したオンラインのお支払い方法がありません。お支払い方法は ${seller} にお問い合わせください。`,
    notOnlineText: ({ seller }) =>
      `${seller} は、この請求書のオンラインでのお支払いを受け付けていません。お支払い方法を直接お問い合わせください。`,
    checkingTitle: 'お支払いを確認しています',
    checkingText: '通常は数秒で終わります。もう一度お支払いにならないでください。',
    processingTitle: 'お支払いの処理が進んでいます',
    processingText: ({ amount, date, seller }) =>
      `${date} に ${amount} をお送りいただきました。銀行の処理に数営業日かかることがあります。お手続きは不要です。${seller} から領収のメールが届きます。`,
    paidTitle: 'ありがとうございます。お支払いは完了しています',
    paidOn: ({ date }) => `${date} にお支払い済み`,
    paidWith: ({ date, method }) => `${date} に ${method} でお支払い済み`,
    nothingDueText: 'この請求書にお支払いいただく金額はありませんでした。',
    refundedTitle: 'お支払いは返金されました',
    refundedText: ({ amount, seller }) => `${seller} が ${amount} を返金しました。お手続きは不要です。`,
    reversedTitle: 'お支払いは銀行により取り戻されました',
    reversedText: ({ amount, seller }) =>
      `異議申し立てにより、銀行が ${amount} を ${seller} から取り戻しました。ご不明な点は ${seller} までお問い合わせください。`,
    voidTitle: 'この請求書は取り消されました',
    voidText: ({ date, seller }) => `${seller} が ${date} に取り消しました。お支払いは不要です。`,
    returnButton: ({ host }) => `${host} へ進む`,
    print: 'このページを印刷',
    downloadInvoice: '請求書をダウンロード',
    eInvoice: '電子請求書（XML）',
    downloadReceipt: '領収書をダウンロード',
    downloadReceiptOf: ({ number }) => `領収書 ${number} をダウンロード`,
  },

  notice: {
    paid: { what: 'お支払いが完了しました。', next: '領収のメールをお送りします。' },
    partPaid: { what: 'お支払いが完了しました。', next: '残りの金額は下に表示されています。' },
    processing: {
      what: 'お支払いの処理が進んでいます。',
      next: '数営業日以内に銀行が確認します。お手続きは不要です。',
    },
    checking: {
      what: 'お支払いの結果を待っています。',
      next: 'このページは自動で更新されます。もう一度お支払いにならないでください。',
    },
    canceled: {
      what: 'お支払いをせずに戻られました。',
      next: '引き落としは行われていません。ご都合のよいときに下からお支払いください。',
    },
    challenge: {
      what: '銀行でのご本人の確認がまだ済んでいません。',
      next: '引き落としは行われていません。下から続けるか、別の方法でお支払いください。',
    },
  },

  lastFailure: ({ amount, date }) => `${date} の ${amount} のお支払いは完了しませんでした。`,
  lastUnfinished: ({ amount, date }) => `${date} に始められた ${amount} のお支払いは、時間内に完了しませんでした。`,
  slowDown: {
    what: 'お支払いが続けて承認されませんでした。',
    why: 'カードと口座を守るため、次にお試しいただけるまでの時間が少しずつ長くなります。引き落としは行われていません。',
    next: ({ minutes }) => `${minutes.text}分後にもう一度お試しください。`,
  },

  refusal: {
    amount_changed: {
      what: 'このページを開いたあとに金額が変わりました。',
      next: '下の新しい金額をご確認ください。引き落としは行われていません。',
    },
    already_paid: {
      what: 'この請求書はすでに支払い済みです。',
      next: 'お手続きは不要です。追加の引き落としは行われていません。',
    },
    voided: { what: 'この請求書はお支払いいただけなくなりました。', next: '引き落としは行われていません。' },
    in_progress: {
      what: 'この請求書のお支払いはすでに処理中です。',
      next: '新しく始める前に、処理が終わるまでお待ちください。追加の引き落としは行われていません。',
    },
    method_unavailable: {
      what: 'このお支払い方法は、この請求書ではお使いいただけません。',
      next: '下から別の方法をお選びください。引き落としは行われていません。',
    },
    amount_unfit: {
      what: 'お選びの方法では、金額が小さすぎるか大きすぎます。',
      next: '下から別の方法をお選びください。引き落としは行われていません。',
    },
    part_unfit: {
      what: 'この金額では一部のお支払いができません。',
      next: '下の金額をご確認ください。引き落としは行われていません。',
    },
    not_in_parts: {
      what: 'この請求書は全額一括でのみお支払いいただけます。',
      next: '下から全額をお支払いいただけます。引き落としは行われていません。',
    },
    provider_unavailable: {
      what: 'ただいま決済サービスに接続できません。',
      next: '新しいお支払いは始まっていません。数分後にもう一度お試しください。',
    },
    too_many: { what: '短い間に何度もお試しになりました。', next: '数分待ってから、もう一度お試しください。' },
    not_online: {
      what: 'この請求書は、オンラインではお支払いいただけなくなりました。',
      next: '引き落としは行われていません。お支払い方法は請求書の送り主にお問い合わせください。',
    },
    not_understood: {
      what: 'ブラウザーから送られた内容を読み取れませんでした。',
      next: '引き落としは行われていません。ページをご確認のうえ、もう一度お試しください。',
    },
  },

  share: {
    title: 'この請求書を共有',
    text: 'このリンクを知っている人は、請求書を見て支払うことができます。',
  },

  help: {
    all: ({ seller }) => `${seller}からの請求書をすべて見る`,
    heading: 'この請求書についてご不明な点がありますか',
    text: ({ seller }) => `内容に誤りや不明な点がありましたら、お支払いの前に ${seller} にお知らせください。`,
    textSettled: ({ seller }) => `内容に誤りや不明な点がありましたら、${seller} にお知らせください。`,
    mail: 'メール',
    phone: '電話',
    website: 'ウェブサイト',
    none: ({ seller }) => `${seller} がこの請求書をお送りしたメールにご返信ください。`,
    genuine: ({ seller }) => `このページが本物か不安なときは、以前からご存じの番号で ${seller} にお電話ください。`,
  },
})
