import type { Words } from './en.ts'

export const ja: Words = {
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

  pay: {
    invoice: ({ number }) => `請求書 ${number}`,
    amountToPay: 'お支払い金額',
    stillToPay: '残りのお支払い金額',
    amountOnItsWay: 'お支払い中の金額',
    amountPaid: 'お支払い済みの金額',
    amountRefunded: '返金された金額',
    amountReversed: '取り戻された金額',
    cancelledAmount: 'お支払いは不要です',
    paidOfDue: ({ paid, due }) => `${due} のうち ${paid} をお支払い済み`,
    howToPay: 'お支払い方法をお選びください',
    anotherWay: '別の方法で支払う',
    atProvider: '決済サービスの安全なページに移動します。',
    confirmMaybe: 'ご利用の銀行からご本人の確認を求められることがあります。',
    expires: ({ date }) => `有効期限 ${date}`,
    button: ({ amount }) => `${amount} を支払う`,
    underWay: '少々お待ちください…',
    keepQuestion: ({ seller }) => `${seller} からの次回以降の請求のために、このお支払い方法を保存する`,
    keepHint: ({ seller }) =>
      `自動でのお支払いに同意いただいた請求について、${seller} がこの方法で引き落とせるようになります。保存した情報はいつでも削除を依頼できます。`,
    keepNotice: ({ seller }) =>
      `お支払いいただくと、${seller} がこのお支払い方法を保存し、同意いただいた今後の請求に使用することを許可したことになります。保存した情報はいつでも削除を依頼できます。`,
    continueTitle: 'お支払いの手続きが途中です',
    continueText: ({ amount, date }) => `${date} に ${amount} のお支払いを始められました。まだ引き落とされていません。`,
    continueButton: 'お支払いを続ける',
    confirmTitle: '銀行がご本人の確認を求めています',
    confirmText: ({ amount }) => `銀行での確認が済みしだい、${amount} のお支払いが完了します。`,
    confirmButton: '銀行で確認する',
    tryAnother: '別のカードまたは口座で支払う',
    payDifferently: '別の方法で支払う',
    tooSmallText: ({ seller }) =>
      `金額が小さすぎるため、オンラインではお支払いいただけません。お支払い方法、または次回の請求書にまとめられるかどうかを ${seller} にお問い合わせください。`,
    tooFineText: ({ seller }) =>
      `この通貨では、カードや銀行でこの端数まで取り扱うことができません。端数の調整または別のお支払い方法を ${seller} にお問い合わせください。`,
    inPartsText: ({ part, rest }) =>
      `金額が一回のお支払いの上限を超えています。まず ${part} をお支払いいただき、続けて残りの ${rest} をお支払いください。`,
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
    print: '印刷または PDF で保存',
  },

  transfer: {
    summary: '銀行振込で支払う',
    onlyTitle: '銀行振込でお支払いください',
    whyNotOnline: {
      too_small: '金額が小さいため、オンラインでは決済できません。',
      too_fine: 'この通貨では、カードでこの端数の金額を決済できません。',
      otherwise: 'この請求書はオンラインではお支払いいただけません。',
    },
    text: ({ seller }) =>
      `どの請求書へのお支払いか ${seller} が確認できるよう、照会番号をご入力ください。${seller} が入金を記録すると、この請求書は支払い済みと表示されます。`,
    mailText: ({ seller }) =>
      `銀行振込でお支払いいただけます。どの請求書へのお支払いか ${seller} が確認できるよう、照会番号をご入力ください。`,
    check: ({ seller }) =>
      `別のメールで異なる口座を案内された場合は、お支払いの前に、すでにご存じの電話番号で ${seller} にご確認ください。`,
    amount: '金額',
    reference: '照会番号',
    holder: '口座名義',
    accountNumber: '口座番号',
    bankName: '銀行名',
    bankCode: {
      routing_number: 'ルーティング番号',
      sort_code: 'ソートコード',
      bank_code: '銀行コード',
    },
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
  nothingCharged: '引き落としは行われていません。',
  lastUnfinished: ({ amount, date }) => `${date} に始められた ${amount} のお支払いは、時間内に完了しませんでした。`,
  nextTry: ({ date }) => `それまでにお支払いがなければ、${date} に自動でもう一度引き落としを行います。`,

  decline: {
    declined: {
      what: '銀行がこのお支払いを承認しませんでした。',
      next: '別の方法でお支払いになるか、銀行にご確認のうえもう一度お試しください。',
    },
    insufficient_funds: {
      what: '口座の残高がこのお支払いに足りませんでした。',
      next: '別の方法でお支払いになるか、ご入金のあとにもう一度お試しください。',
    },
    limit_exceeded: {
      what: 'カードまたは口座の利用限度額を超えています。',
      next: '別の方法でお支払いになるか、銀行に限度額の引き上げをご相談ください。',
    },
    expired: {
      what: 'このカードは有効期限が切れています。',
      next: '別のカード、または新しいカードをお使いください。',
    },
    incorrect_number: {
      what: 'カード番号が正しくありません。',
      next: 'カードの番号を確かめて、もう一度お試しください。',
    },
    incorrect_expiry: {
      what: '有効期限が正しくありません。',
      next: 'カードの月と年を確かめて、もう一度お試しください。',
    },
    incorrect_code: {
      what: 'セキュリティコードが正しくありません。',
      next: 'カードに記載の 3 桁または 4 桁の数字を確かめて、もう一度お試しください。',
    },
    incorrect_address: {
      what: '住所または郵便番号がカードの登録内容と一致しません。',
      next: '銀行に登録した住所を入力して、もう一度お試しください。',
    },
    incorrect_pin: {
      what: '暗証番号が入力されていないか、正しくありません。',
      next: 'もう一度お試しになるか、別の方法でお支払いください。',
    },
    confirmation_needed: {
      what: '銀行がご本人の確認を求めています。',
      next: 'もう一度お支払いの手続きをして、銀行のアプリまたはページで確認してください。',
    },
    confirmation_failed: {
      what: '銀行がご本人を確認できませんでした。',
      next: 'お手元に電話をご用意のうえもう一度お試しになるか、別の方法でお支払いください。',
    },
    not_supported: {
      what: 'このカードまたは口座は、この種類のお支払いに対応していません。',
      next: '別のカード、または別の方法でお支払いください。',
    },
    currency_not_supported: {
      what: 'このカードまたは口座は、この通貨でのお支払いに対応していません。',
      next: '別のカード、または別の方法でお支払いください。',
    },
    amount_not_supported: {
      what: 'このお支払い方法では、この金額をお支払いいただけません。',
      next: '別の方法でお支払いください。',
    },
    try_again: {
      what: 'ただいまお支払いを処理できませんでした。',
      next: '数分後にもう一度お試しになるか、別の方法でお支払いください。',
    },
    duplicate: {
      what: '同じ金額のお支払いが先ほど行われました。',
      next: 'もう一度お支払いになる前に、最近のご利用明細をご確認ください。',
    },
    account_closed: {
      what: 'この銀行口座は解約されています。',
      next: '別の口座、または別の方法でお支払いください。',
    },
    account_invalid: {
      what: '銀行でこの口座を確認できないか、利用できませんでした。',
      next: '口座の情報を確かめるか、別の方法でお支払いください。',
    },
    debit_not_authorized: {
      what: 'この口座振替は承認されていないと、銀行から連絡がありました。',
      next: 'もう一度お支払いの際に口座振替に同意いただくか、別の方法でお支払いください。',
    },
    permission_withdrawn: {
      what: 'このカードまたは口座からの引き落としの許可が取り消されています。',
      next: '別の方法でお支払いになるか、銀行に再度の許可をご依頼ください。',
    },
    method_gone: {
      what: '保存されたお支払い方法は使えなくなりました。',
      next: '別のお支払い方法をお選びください。',
    },
    took_too_long: {
      what: '時間内にお支払いが完了しませんでした。',
      next: 'もう一度始めていただけます。',
    },
    test_card: { what: 'これはテスト用のカードです。', next: '実際のカードをお使いください。' },
    unknown: {
      what: 'お支払いが完了しませんでした。',
      next: 'もう一度お試しになるか、別の方法でお支払いください。続けて失敗する場合は、銀行にお問い合わせください。',
    },
  },

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
    provider_unavailable: {
      what: 'ただいま決済サービスに接続できません。',
      next: '新しいお支払いは始まっていません。数分後にもう一度お試しください。',
    },
    too_many: { what: '短い間に何度もお試しになりました。', next: '数分待ってから、もう一度お試しください。' },
    link_invalid: { what: 'このリンクは使えなくなりました。', next: '新しいリンクをご請求ください。' },
    not_online: {
      what: 'この請求書は、オンラインではお支払いいただけなくなりました。',
      next: '引き落としは行われていません。お支払い方法は請求書の送り主にお問い合わせください。',
    },
    not_understood: {
      what: 'ブラウザーから送られた内容を読み取れませんでした。',
      next: '引き落としは行われていません。ページをご確認のうえ、もう一度お試しください。',
    },
  },

  methodType: {
    card: 'カード',
    sepa_debit: 'SEPA 口座振替',
    us_bank_account: '米国の銀行口座',
    bacs_debit: 'Bacs 口座振替',
    au_becs_debit: 'BECS 口座振替',
    acss_debit: '事前承認口座振替（カナダ）',
    bancontact: 'Bancontact',
    eps: 'EPS',
    ideal: 'iDEAL',
    p24: 'Przelewy24',
    link: 'Link',
    other: 'その他',
  },
  endingIn: ({ method, last4 }) => `${method}（末尾 ${last4}）`,
  paidElsewhere: 'このページ以外でのお支払い',

  document: {
    heading: '請求書',
    from: '請求元',
    to: '請求先',
    shipTo: '納品先',
    number: '請求書番号',
    issued: '発行日',
    due: 'お支払い期日',
    description: '品目',
    quantity: '数量',
    unitPrice: '単価',
    tax: '税率',
    amount: '金額',
    period: ({ from, to }) => `${from} ～ ${to}`,
    noDescription: '品目名なし',
    discount: '割引',
    discountOf: ({ name, percent }) => `${name}（${percent}引き）`,
    percentOff: ({ percent }) => `${percent}引き`,
    subtotal: '小計',
    taxOn: ({ name, percent, taxable }) => `${name} ${percent}（対象額 ${taxable}）`,
    taxIncluded: ({ name, percent, taxable }) => `${name} ${percent}（対象額 ${taxable}、内税）`,
    total: '合計',
    creditApplied: 'お預かり残高から充当',
    balanceCarried: '前回からの繰越',
    lineDiscounts: '品目ごとの割引',
    taxNotCharged: '請求しない税額',
    paid: 'お支払い済み',
    remaining: '残りのお支払い金額',
    reverseCharge:
      'リバースチャージ：付加価値税は受領者が納付します（EU 指令 2006/112/EC 第 196 条、Reverse charge）。',
    exempt: '受領者が免税のため、税は請求していません。',
    reverseChargeShort: 'リバースチャージ',
    exemptShort: '免税',
    memo: '備考',
    payments: 'お支払い履歴',
    refunded: ({ amount }) => `${amount} を返金済み`,
    disputed: ({ amount }) => `${amount} について銀行で異議申し立て中`,
    reversed: ({ amount }) => `${amount} は銀行により取り戻し済み`,
    keptAsCredit: ({ amount, seller }) =>
      `お支払い金額を ${amount} 上回る入金がありました。${seller} がお預かり残高としてお預かりしています。`,
    onItsWay: '処理中',
  },

  taxId: { vat: 'VAT 番号', gst: 'GST 番号', tax: '納税者番号', business: '事業者番号' },

  help: {
    heading: 'この請求書についてご不明な点がありますか',
    text: ({ seller }) => `内容に誤りや不明な点がありましたら、お支払いの前に ${seller} にお知らせください。`,
    textSettled: ({ seller }) => `内容に誤りや不明な点がありましたら、${seller} にお知らせください。`,
    mail: 'メール',
    phone: '電話',
    website: 'ウェブサイト',
    none: ({ seller }) => `${seller} がこの請求書をお送りしたメールにご返信ください。`,
    genuine: ({ seller }) => `このページが本物か不安なときは、以前からご存じの番号で ${seller} にお電話ください。`,
  },

  link: {
    title: 'このリンクは使えなくなりました',
    what: '請求書の内容を守るため、リンクは一定の期間が過ぎると使えなくなります。リンク全体が正しくコピーされていない可能性もあります。',
    next: '新しいリンクをお送りできます。この請求書に登録されているメールアドレスにのみ届きます。',
    button: '新しいリンクを送る',
    otherwise: '届かない場合は、請求書をお送りした会社にお問い合わせください。',
  },
  freshLink: {
    title: '受信トレイをご確認ください',
    what: 'このリンクが請求書のものであれば、登録されているメールアドレスに新しいリンクをお送りしました。',
    next: '数分かかることがあります。迷惑メールフォルダーもご確認ください。30分たっても届かない場合は、ここでもう一度ご請求いただくか、請求書をお送りした会社にお問い合わせください。',
  },

  error: {
    400: {
      title: '内容を読み取れませんでした',
      what: 'ブラウザーから送られた内容を、このページでは理解できませんでした。',
      next: 'メールのリンクをもう一度開いてお試しください。引き落としは行われていません。',
    },
    403: {
      title: '受け付けられませんでした',
      what: 'このページ以外から送られた要求でした。',
      next: 'メールのリンクをもう一度開いてお試しください。引き落としは行われていません。',
    },
    404: {
      title: 'ここには何もありません',
      what: 'このアドレスにはページがありません。',
      next: 'メールのリンクが最後までコピーされているかご確認ください。',
    },
    405: {
      title: 'ここではその操作はできません',
      what: 'このアドレスはそのようには使えません。',
      next: 'メールのリンクをもう一度開いてください。',
    },
    413: {
      title: '一度に送られた量が多すぎました',
      what: 'このページで受け付けられる量を超えていました。',
      next: 'メールのリンクをもう一度開いてお試しください。',
    },
    429: {
      title: '少々お待ちください',
      what: '短い時間に多くの要求がありました。',
      next: '数分待ってから、もう一度お試しください。',
    },
    500: {
      title: 'こちらで問題が発生しました',
      what: 'お客様の操作が原因ではありません。担当者に通知されています。',
      next: '数分後にもう一度お試しください。お支払いの途中だった場合は、まずメールのリンクを開いてください。お支払いが届いたかどうかを確認できます。',
    },
    503: {
      title: 'まもなく再開します',
      what: 'ただいま記録を読み出せません。記録は安全に保管されています。',
      next: '1 分ほど待ってからもう一度お試しください。お支払いの途中だった場合は、結果がページに表示されるまで、もう一度お支払いにならないでください。',
    },
  },
  tryAgain: 'もう一度試す',

  home: {
    title: 'Remit',
    what: '気持ちよく支払える請求書。',
    next: 'お支払いになる請求書がある場合は、届いたメールのリンクを開いてください。',
  },

  mail: {
    greeting: 'お客様',
    greetingTo: ({ name }) => `${name} 様`,
    viewAndPay: ({ amount }) => `確認して ${amount} を支払う`,
    viewInvoice: '請求書を見る',
    confirmWithBank: 'お支払いを確認する',
    orOpen: 'または、次のリンクを開いてください：',
    linkLine: ({ label }) => `${label}：`,
    amountDue: 'お支払い金額',
    invoiceNumber: '請求書',
    issued: '発行日',
    due: 'お支払い期日',
    total: '合計',
    paid: 'お支払い済み',
    stillToPay: '残りのお支払い金額',
    paidOn: 'お支払い日',
    paidWith: 'お支払い方法',
    triedWith: 'お試しのお支払い方法',
    tried: '引き落とし日',
    nextTry: '次回の引き落とし',
    moreLines: ({ lines }) => `ほか ${lines.text} 件`,
    questions: ({ seller }) => `ご不明な点は、このメールにご返信いただくか、${seller} までお問い合わせください：`,
    questionsReply: ({ seller }) => `ご不明な点は、このメールにご返信ください。${seller} がご案内します。`,
    linkIsYours: 'このリンクはお客様専用です。リンクをお持ちの方は誰でもこの請求書を見ることができます。',
    noLinkText: ({ seller }) => `${seller} とのお取り決めに従ってお支払いください。`,

    invoice: {
      subject: ({ number, seller, amount, due }) => `${seller} からの請求書 ${number}：${amount}、お支払い期日 ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) => `${seller} からの請求書 ${number}：${amount}`,
      subjectPaid: ({ number, seller, amount }) => `${seller} からの請求書 ${number}：${amount}、お支払い済み`,
      heading: ({ seller }) => `${seller} からの請求書`,
      text: ({ seller, amount, due }) =>
        `${seller} より ${amount} の請求書をお送りします。${due} までにお支払いください。`,
      textWithoutDue: ({ seller, amount }) => `${seller} より ${amount} の請求書をお送りします。`,
      textPaid: ({ seller, amount }) =>
        `${seller} より ${amount} の請求書をお送りします。すでに精算済みですので、お支払いは不要です。`,
      textRefunded: ({ amount, seller }) =>
        `${seller} より ${amount} の請求書をお送りします。お支払いいただいた後に返金されていますので、お支払いは不要です。`,
      textReversed: ({ amount, seller }) =>
        `${seller} より ${amount} の請求書をお送りします。この請求書のお支払いは、異議申し立てにより銀行が取り戻しました。`,
    },
    reminder: {
      before: {
        subject: ({ number, seller, amount, days }) =>
          days.n === 1
            ? `明日がお支払い期日です：${seller} へ ${amount}、請求書 ${number}`
            : `お支払い期日まであと${days.text}日：${seller} へ ${amount}、請求書 ${number}`,
        heading: ({ due }) => `お支払い期日（${due}）のお知らせ`,
        text: ({ number, seller, amount, due }) =>
          `${seller} の請求書 ${number} のお支払い期日は ${due} です。残りのお支払い金額は ${amount} です。`,
        close: 'すでにお支払いいただいている場合は、ありがとうございます。このメールは破棄してください。',
      },
      today: {
        subject: ({ number, seller, amount }) => `本日がお支払い期日です：${seller} へ ${amount}、請求書 ${number}`,
        heading: '本日がお支払い期日です',
        text: ({ number, seller, amount }) =>
          `${seller} の請求書 ${number} は本日がお支払い期日です。残りのお支払い金額は ${amount} です。`,
        close: 'すでにお支払いいただいている場合は、ありがとうございます。このメールは破棄してください。',
      },
      late: {
        subject: ({ number, seller, amount, days }) =>
          `お支払い期日を${days.text}日過ぎています：${seller} へ ${amount}、請求書 ${number}`,
        heading: 'お支払いをお忘れではありませんか',
        text: ({ number, seller, amount, due }) =>
          `${seller} の請求書 ${number} のお支払い期日は ${due} でした。${amount} のご入金をまだ確認できていません。`,
        close:
          'お支払いの手続きがお済みの場合は、ありがとうございます。請求内容に誤りがありましたら、お知らせください。',
      },
      later: {
        subject: ({ number, seller, amount, days }) =>
          `期日から${days.text}日、まだお支払いがありません：${seller} へ ${amount}、請求書 ${number}`,
        heading: 'まだお支払いを確認できていません',
        text: ({ number, seller, amount, due }) =>
          `${seller} の請求書 ${number} のお支払い期日は ${due} でしたが、${amount} が未払いのままです。今週中にお支払いください。`,
        close: 'お支払いが難しい場合は、解決方法をご相談したく、本日中にご連絡ください。',
      },
      last: {
        subject: ({ number, seller, amount, days }) =>
          `至急お支払いください：${seller} へ ${amount}、${days.text}日超過、請求書 ${number}`,
        heading: '至急お支払いをお願いします',
        text: ({ number, seller, amount, due }) =>
          `${seller} の請求書 ${number} のお支払い期日は ${due} でした。再三のお知らせにもかかわらず、${amount} が未払いです。至急お支払いください。`,
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
        `${seller} の請求書 ${number} について、${amount} のお支払いの確認を銀行が求めています。まだ引き落とされていません。`,
      next: '1 分ほどで終わります。お手元に電話または銀行のアプリをご用意ください。',
    },
    fresh: {
      subject: ({ number, seller, amount, due }) =>
        `${seller} の請求書 ${number} の新しいリンク：${amount}、お支払い期日 ${due}`,
      subjectWithoutDue: ({ number, seller, amount }) => `${seller} の請求書 ${number} の新しいリンク：${amount}`,
      heading: '新しいリンクをお送りします',
      text: ({ number, seller }) => `${seller} の請求書 ${number} について、ご依頼の新しいリンクをお送りします。`,
      notYou: 'お心当たりがない場合は、このメールを破棄してください。',
    },
  },
}
