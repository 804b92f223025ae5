"""What words around a day say that it is for: shipping, the next update, or something that is no ship date.

One table for each meaning, its rows by language (en de fr es nl it pt), each with patterns of whole words in small
letters. Of words that say two things in one place the longer ones hold: "shipping address" is no shipping. " ... " is
up to a few words: the pattern is found where it begins, so that a day may stand within.
"""

from __future__ import annotations

from zendesk_bridge.core.promises.day_cue import DayCue
from zendesk_bridge.core.promises.tables import rows

CUES = {
    DayCue.IDLE: rows(r"""
        (?:good|great|bad|best|better) news|(?:gute|schlechte|bessere) (?:nachricht(?:en)?|neuigkeiten)
        (?:bonnes?|mauvaises?|meilleures?) nouvelles?|(?:buenas|malas|mejores) noticias|(?:goed|slecht|beter) nieuws
        (?:buone|cattive|belle) notizie|boas notícias
        (?:de )?(?:ma|votre|sa) part(?! le)
    """),
    DayCue.SHIP: rows(r"""
        (?:geht|gehen) ... los|part de chez nous
        (?<!ma )(?<!notre )(?<!votre )part(?= (?:lundi|mardi|mercredi|jeudi|vendredi|samedi)\b)
        (?:have|get) (?:it|them|this|that|yours) (?:out(?: to you)?|shipped|sent|dispatched|on (?:its|their) way)
        (?:leave|leaves|leaving) (?:here|this place)
        (?:sale|salen)(?= (?:el|la|los|las|entre|del?|a|al|como|antes|hacia|mañana|hoy|todo|en|desde|ya|por|muy|\
            pronto|pasado)\b)
        on transport|op transport|aus dem haus|auf die post|op de post|à la poste|(?:est|sont) expédiée?s?
        (?:queda|quedan) fijad[oa]
        out of (?:here|the warehouse|our warehouse)|is out|(?:will )?(?:be )?heading out
        (?:ist|sind|seien) ... raus|vers\.
        (?:gaat|gaan|is|zijn) ... weg|weggaan|weg (?:zijn|gaan)|(?:stuur|stuurt|sturen) ... op
        partie?s?(?= (?:le|pour|au|d'ici|avant|entre|du))
        (?:on|nous|je) (?:l'|les |le |la |vous l'|vous les )?(?:envoie|expédie)s?
        (?:l'|les )?(?:envoyons|expédions)
        (?:van|va|irán?|sale|salen|saldría) (?=el |entre |del |a más |como |antes |hacia |el día |mañana)
        ship(?:s|ped|ping|ment|ments)?
        dispatch(?:es|ed|ing)?|despatch(?:es|ed|ing)?
        (?:leave|leaves|leaving) (?:our|the|us)(?: warehouse)?
        go(?:es|ing)? out(?: to you)?|out (?:of )?the door|on (?:its|their) way
        (?:shipping|shipment|ship|dispatch) (?:date|window|day|period)
        ready to (?:go|ship|leave)|with the carrier|hand(?:ed)? (?:it )?over to the carrier
        versand\w{0,20}|versende[nt]?|versendet|versandt|verschick(?:en|t|e)|abgeschickt|abschicken|abgesandt
        losgeschickt
        (?:geht|gehen|ging) ... (?:raus|hinaus|auf den weg|auf die reise|in den versand|aus dem haus)
        raus(?:gehen|schicken|geschickt)
        auf den weg|ausgeliefert|auslieferung|ausliefern|verl(?:ä|ae)ss(?:t|en)|(?:unser|das) lager verlassen
        expédi(?:é|ée|és|ées|er|ons|tion|tions|era|erons|ai|ez|ent)|expedi(?:er|tion|erons|era|e)
        envoi|envois|partira|partiront|partir|part de notre
        (?<!ma )(?<!notre )(?<!votre )part(?= (?:le|du|entre|demain|d'ici|la|aujourd'hui|après-demain)\b)|partent
        quitter(?:a|ont|ons)?|quitte|départ|sortira|sortiront
        env(?:í|i)o|env(?:í|i)os|enviar(?:á|án|emos|lo|la|los|se)?|env(?:í|i)a(?:mos|n)?|enviado|enviada|enviados
        despach(?:ar|o|ado|amos|aremos|ará)|expedición|expedir(?:emos|á)?|salida|saldrá|saldrán|sale de|salen de
        sale entre|salen entre|sale el|salen el|sale a más|sale antes|sale hacia
        verzend\w{0,15}|verzonden|verstuur(?:d|t|en)?|versturen|opgestuurd|de deur uit
        (?:verlaat|verlaten) (?:ons|het)
        gaat (?:op|weg)|vertrekt|vertrekken|wordt (?:op)?gestuurd
        spedi(?:to|ta|ti|te|zione|re|remo|sce|amo|rà)|spedizioni|invio|invieremo|partirà|partiranno|lascerà
        lascia il|evaso|evasa|parte dal|parte tra|parte il
        envio|envios|expedi(?:do|da|ção|r|mos|remos)|despach(?:ado|ada|amos|aremos)|sairá|sairão
        sai (?:do|de|entre|no)|postagem|postado|remessa
    """),
    DayCue.DATE: rows(r"""
        (?:no|any|a|firm|exact) (?:new |firm |exact |confirmed |reliable |definite |ship |shipping )*date|date yet
        (?:noch )?kein(?:en)? (?:neuen |neues |festen |genauen )*(?:termin|datum)
        (?:pas|aucune) (?:encore )?(?:de )?(?:nouvelle )?date|(?:sin|ninguna) fecha|geen (?:nieuwe )?datum
        nessuna data|sem data
        (?:new|revised|updated|current|latest|expected|estimated|confirmed) (?:date|dates|window|timing|timeline|\
            time ?frame|estimate|eta|schedule|target)
        delay(?:ed|s)?|backorder(?:ed)?|back-order(?:ed)?|eta|expected|estimated|scheduled|planned for|rescheduled
        postponed|pushed (?:back|out)|moved back|(?:been|was|is|now) moved
        moved (?:back )?to(?= (?:the |mon|tue|wed|thu|fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d))
        window|timing|running late|(?:still )?on track(?: for)?
        on schedule
        verz(?:ö|oe)ger(?:t|ung|ungen|n)
        (?:neuer|neue|neuen|neues|aktueller|aktuelle|aktuellen|voraussichtlicher|voraussichtliche) (?:termin|\
            datum|zeitraum|zeitfenster)
        termin|zeitraum|zeitfenster|voraussichtlich|verschoben|verschiebt|versp(?:ä|ae)t\w{0,8}
        retard(?:é|ée|és|ées|s)?|(?:nouvelle|nouveau|nouveaux) (?:date|délai|délais|période|créneau)|délai|délais
        repouss(?:é|ée|és)|report(?:é|ée|és)|décal(?:é|ée)
        retras(?:o|ado|ada|a|ará|ados)|retrasa|(?:nueva|nuevo) (?:fecha|plazo|ventana)|plazo|aplazad[oa]|demora
        previst[oa]
        vertrag(?:ing|d)|vertraagd|uitgesteld|(?:nieuwe|verwachte) (?:datum|termijn|periode)|verwacht(?:en|e)?
        verlaat|vertraging
        ritardo|in ritardo|ritardat[oa]|(?:nuova|nuovo) (?:data|periodo|finestra)|rinviat[oa]|slitt(?:a|ato|ata)
        previst[oa]
        atras(?:o|ado|ada|ou)|(?:nova|novo) (?:data|prazo|janela|período)|prazo|adiad[oa]|previs(?:to|ta|ão)
    """),
    DayCue.SENT: rows(r"""
        send(?:s|ing)?|sent|mail(?:ed|ing)|posted|follows?(?= (?:on|by|between|from|in|soon|\w+ \d|\d))|will follow
        folgt|folgen|schick(?:en|e|t)|geschickt|gesendet|senden|zusenden|rausgeht
        suivra|suivront|envoy(?:er|é|ée|és|ons|ez)|enverr(?:ons|ai|a)
        seguirá|mand(?:ar|aremos|amos|ado|aré)
        volgt|volgen|stur(?:en)|stuur|gestuurd
        seguirà|mand(?:iamo|eremo|ato)|invi(?:amo|ato|ata|are)
        envi(?:ado|ada|aremos|amos|ar)|mandar
    """),
    DayCue.GOT: rows(r"""
        receive(?:s|d)?|get|gets|have (?:it|them|your)|have
        erhalten|erh(?:ä|ae)lt(?:st)?|bekomm(?:en|t|st)
        recev(?:ez|rez|oir|ra)|aurez
        recib(?:ir|irá|e|irás|irán)|tendrá|tendrás
        ontvang(?:t|en)|krijg(?:t|en)?|heeft
        ricev(?:e|erà|erai|ere)|avrà
        receb(?:er|erá|e)|terá
    """),
    DayCue.NOTE: rows(r"""
        e-?mail|message|note|tracking(?: number| link)?|confirmation|link
        nachricht|mail|e-mail|sendungsnummer|sendungsverfolgung|best(?:ä|ae)tigung|bescheid|info|meldung
        courriel|mail|numéro de suivi|confirmation
        correo|mensaje|número de seguimiento|confirmación
        bericht|mailtje|mail|track (?:and|&) trace|trackingcode|volgnummer|bevestiging
        messaggio|mail|conferma|numero di tracciamento
        mensagem|código de rastreio|confirmação
    """),
    DayCue.UPDATE: rows(r"""
        post von (?:mir|uns)|zwischen(?:nachricht|bericht|meldung|info)
        kriegen (?:sie|du) (?:nochmal |noch mal |wieder )?(?:post|nachricht|bescheid)
        next (?:touchpoint|check-in|contact|word)|(?:personally )?report to you|weet (?:ik|ik dan) meer
        weten (?:wij|we) meer
        (?:próximo|siguiente) (?:aviso|mensaje|contacto|correo)|noticias mías|mensaje (?:mío|nuestro)
        (?:prochaine?|nouveau|autre) (?:nouvelle|message|mail|contact|point)
        (?:vous )?(?:réécris|réécrirai|réécrirons|réponds|répondrai|répondrons)
        (?:un )?(?:message|mail|mot|point) de (?:ma|notre) part(?: le)?|nouvelles? de (?:ma|notre) part(?: le)?
        tussenbericht|(?:volgend|nieuw) bericht(?: van (?:mij|ons))?|antwoord ik (?:u|je)
        (?:we|i)(?:'ll| will| am going to|'m going to| can)(?: \w+)? (?:write|message|email|e-mail|text|ping|\
            call|report|post|share|confirm|be in touch)
        (?:you )?(?:will |'ll )?(?:hear|get word|have word) (?:again )?from (?:us|me)
        (?:schreibe?|schreiben|berichte?|berichten|informiere|nenne|sage?|gebe|schicke|rufe|rufen) (?:ich |\
            wir )?(?:ihnen|dir|euch|sie|dich)
        (?:melde|melden|meld) (?:ich |wir )?(?:mich|uns)|gebe? (?:ich )?(?:ihnen |dir )?bescheid|berichten
        auskunft
        (?:je|nous) (?:vous|te) (?:le )?(?:tiens|tiendrons|tenons|écris|informe|préviens|contacte|donne|dis|\
            confirme|communique|indique|refais|fais|rends|rendrai|redis|recontacte|rappelle)\w{0,3}
        vous (?:le )?(?:dirai|dirons|écris|tiens|donne|dis|refais|fais|refait|rendrai|rendrons|redonne|tenons|\
            confirme|préviens|informe)(?: signe)?
        prochaines? nouvelles?|vous (?:rendre|tenir|dire|donner|écrire)
        (?:le|les|te|os|se lo|lo|la|las|los) (?:escribo|digo|doy|informo|aviso|contacto|confirmo|comunico|\
            vuelvo|volvemos|llamo|cuento|mando|escribimos|decimos|damos|informamos|avisamos|informaré|\
            informaremos|escribiré|confirmo)(?: (?:de nuevo|a escribir|a informar))?
        (?:stuur|stuurt|sturen|schrijf|schrijven|mail|bel|bellen|bericht|berichten|noem|noemen|geef|geven|\
            vertel|informeer) (?:ik|wij|we) (?:u|je|jullie)(?= )
        (?:kom|komen|kom ik|komen we) (?:er|hier|hierop|ik|wij|we) ... terug
        (?:hoort?|horen) (?:u|je|jij|jullie) ... van (?:me|mij|ons)|volgende? (?:bericht|update|mail)
        laat ik (?:u|je) ... weten|berichtje
        hear(?:ing)?(?: back)?(?: again)? from (?:us|me)(?: again)?|hear (?:more|back|again)|hear from our team
        updat(?:e|ing) you|(?:an?|another|next|further|new|more|fresh|regular|status|the next) updates?|update you
        updates? (?:by|on|from us)|updated by|(?:our|your) next (?:update|message|e-?mail|word|news)
        next (?:update|message|word|news)
        keep you (?:posted|updated|informed|in the loop)|let you know|get back (?:to|in touch with) you
        get back in touch|be back (?:in touch|with you)|back in touch|(?:be )?in touch(?: with you)?
        come back to you|reach(?:ing)? out(?: again| to you)?|circle back|touch base
        check(?:ing)?(?: back)? in(?: again| with you)?|check(?:ing)? back|report back|follow(?:ing)? up(?: with you)?
        (?:write|writing|email|e-mail|message|contact|call|tell|inform|notify|ping) (?:to )?you|drop you
        send you (?:an?|another|the next|our next|more|news|word|any) ?(?:new |short |quick |further |\
            status )?(?:update|e-?mail|message|note|news|word|line)?
        (?:we|i)(?:'ll| will| can| should| shall) (?:reply|answer|respond|write|know more|have more|have news|\
            confirm|have (?:a|an|the) (?:new |firm |exact |confirmed )?(?:date|answer|update))
        (?:give|get|have|provide|expect|confirm|receive|share|tell you|know) (?:you )?(?:a|the|any|more|our|your|\
            an) ?(?:new|firm|confirmed|exact|definite|final|further|revised)? ?(?:ship ?(?:ping)? ?|\
            dispatch )?(?:date|news|information|details|update|answer)
        more (?:news|information|details|to share)|news (?:from us|by|for you)|know more
        (?:h(?:ö|oe)r(?:en|st|t))(?: sie| du| ihr)? ... von (?:uns|mir)|von (?:uns|mir) h(?:ö|oe)ren
        wieder von (?:uns|mir)|von (?:uns|mir)
        melde(?:n|t)? (?:wir |ich )?(?:uns|mich)|melden
        (?:uns|mich) ... (?:wieder |erneut )?(?:bei (?:ihnen|dir|euch) )?(?:wieder )?(?:melden|gemeldet)
        bei (?:ihnen|dir) melden
        (?:das |ein |eine |n(?:ä|ae)chste[sn]? |weitere[sn]? |neue[sn]? |neues |aktuelle[sn]? )(?:update|\
            nachricht|information(?:en)?|info|infos|meldung|stand|zwischenstand|r(?:ü|ue)ckmeldung|mitteilung)
        updates?|zwischenstand|n(?:ä|ae)here[sn]?|neuigkeiten
        informier(?:en|t|e)|(?:geben|gebe|geb)(?: wir| ich)?(?: ihnen| dir)? ... bescheid|bescheid (?:geben|sagen)
        auf dem laufenden|schreib(?:en|e) (?:wir |ich )?(?:ihnen|dir)
        (?:ihnen|dir) ... (?:schreiben|mitteilen|nennen|sagen|informieren)|benachrichtig(?:en|t)|kontaktieren
        r(?:ü|ue)ckmeldung|teilen (?:wir )?(?:ihnen|dir)|nennen (?:wir )?(?:ihnen|dir)|wissen (?:wir )?mehr
        kommen (?:wir )?(?:wieder )?auf (?:sie|dich) zu|erfahren
        (?:de )?nos nouvelles|des nouvelles|nouvelles de (?:notre|nous)
        (?:prochaine|nouvelle|prochain|autre|nouveau) (?:mise à jour|information|nouvelle|point|message|mail)
        mise à jour|point (?:sur|d'étape)|ferons le point|tiendr(?:ons|ai) (?:au courant|informée?s?)
        vous tiendr(?:ons|ai)|reviendr(?:ons|ai) vers|reviens vers|revenons vers|revenir vers
        recontact(?:er|erons|erai|ons)
        vous (?:écri(?:rons|rai|vons)|inform(?:erons|erai|ons)|contact(?:erons|erai|ons)|prévien(?:drons|drai)|\
            donner(?:ons|ai)|dir(?:ons|ai)|confirmer(?:ons|ai)|communiquer(?:ons|ai)|indiquer(?:ons|ai))
        (?:en )?saurons plus|retour de notre part|recevrez ... (?:nouvelles|message|mise)
        noticias|novedades|(?:próxima|nueva|otra) (?:actualización|noticia|novedad|información|comunicación)
        actualización|actualizar(?:emos|é)?
        vol(?:ver(?:emos|é)|vemos) a (?:escribir|contactar|informar|ponernos|comunicar)\w{0,4}
        (?:le|les|te|os|se lo|lo) (?:informar(?:emos|é)|escribir(?:emos|é)|avisar(?:emos|é)|contactar(?:emos|é)|\
            confirmar(?:emos|é)|comunicar(?:emos|é)|dar(?:emos|é)|dir(?:emos|é)|mantendr(?:emos|é)|llamar(?:emos|\
            é)|indicar(?:emos|é))
        pondr(?:emos|é)(?:nos)? en contacto|(?:nos|me) pondr(?:emos|é)|sabrá (?:de nosotros|más)|sabremos más
        al tanto|al corriente
        (?:hoort|hoor|horen)(?: u| je| jij)? ... van (?:ons|mij|me)|van (?:ons|mij)
        (?:laten|laat)(?: wij| we| ik)? (?:u|je|het u|het je) ... weten|neem(?:t|en)?(?: wij| we| ik)? ... contact
        contact (?:met u |met je )?op(?:nemen)?|(?:volgende|nieuwe|een) (?:update|bericht|mail|mailtje|stand)
        updates?|op de hoogte|informeren|bericht(?:en)?|terugkoppel\w{0,6}
        (?:kom|komen)(?: wij| we| ik)? ... (?:bij u |bij je |erop )terug|mailen|schrijven (?:wij |we )?(?:u|je)
        weten (?:wij |we )?meer|geven (?:wij |we )?(?:u|je)|meer (?:nieuws|informatie)
        meld(?:en)? (?:wij |we |ik )?(?:ons|me)
        notizie|novità|aggiorn(?:amento|eremo|iamo|amenti|erò)|ricontatter(?:emo|ò)
        (?:le|ti|vi) (?:faremo|farò|daremo|scriveremo|diremo|comunicheremo)|far(?:emo|ò) sapere
        ci faremo (?:sentire|vivi)|informer(?:emo|ò)|contatter(?:emo|ò)|scriver(?:emo|ò)|avviser(?:emo|ò)|sapremo
        notícias|novidades|atualiza(?:ção|remos|ções)|entrar(?:emos)? em contac?to|contactar(?:emos)?
        avisar(?:emos)?|informar(?:emos)?|voltar(?:emos)? a|saberemos|dar(?:emos)? retorno|retorno
    """),
    DayCue.DELIVERY: rows(r"""
        (?:stellt|stellen) ... zu|(?:recibirá|recibe|tendrá) (?:las?|los?|el|su|sus|tu)(?= )
        (?:las?|los?) tiene en casa|en casa
        arrivent|arriveront|llegan|llegarán|aankomen|arrivano
        livre|livrent|livrons|ist (?:sie|er|es|alles|das paket|ihr paket) bei (?:ihnen|dir)
        (?:erh(?:ä|ae)lt|erhalten|bekommen|bekommst) (?:sie|du|ihr) (?:die|den|das|ihre|ihren|ihr|deine|deinen|alles)
        deliver(?:y|ed|ies|s|ing)?|arriv(?:e|es|al|ed|ing)|be with you|with you (?:by|on|between)|reach(?:es)? you
        at your (?:door|place)|in your hands|in hand|land(?:s)? with you|have it (?:by|on|before)
        receive (?:it|them|your (?:order|item|parcel|package))|get (?:it|them) (?:by|on|before|between)|transit
        on your doorstep
        liefer(?:ung|ungen|n|t|termin|datum|zeit|zeitraum|bar)?|geliefert|lieferdatum|zustell(?:ung|en|t|termin)
        zugestellt|ankomm(?:en|t)|ankunft|(?:kommt|kommen) ... an|eintreff(?:en)?|trifft|eintrifft
        bei (?:ihnen|dir) (?:sein|ist|eintreffen|eintrifft|ankommen|ankommt|an)|in den h(?:ä|ae)nden
        livr(?:aison|aisons|é|ée|és|ées|er|erons|era)|arriv(?:er|era|eront|e|ée)|réception
        recevrez (?:votre|la|le|les|l')|chez vous|parviendra
        entreg(?:a|as|ar|ará|aremos|ado|ada)|llegar(?:á|án)?|llega|llegan|llegue|recepción
        recibir(?:á|ás) (?:su|el|la|tu)|en su (?:casa|domicilio)
        bezorg(?:d|en|ing|t|datum)|gelever(?:d|t)|lever(?:ing|en|t|d|datum|tijd|baar)|aankom(?:t|en|st)
        arriveer(?:t)?|ontvangt u (?:uw|het|de)|ontvang je (?:je|het|de)|bij (?:u|je) (?:thuis|binnen|zijn)|in huis
        consegn(?:a|e|ata|ato|are|eremo|ate)|arriv(?:o|erà|eranno|are)|recapit\w{1,6}|riceverà (?:il|la|l')
        chegar(?:á|ão)?|chega|entregue|entregar(?:emos)?|recebimento
    """),
    DayCue.STOCK: rows(r"""
        (?:entra|entran|llega|llegan) (?:en|a) (?:nuestro|el) almac(?:é|e)n
        (?:komt|komen) ... (?:bij ons|binnen)|(?:kommt|kommen) ... bei uns an
        (?:arrive|arrivent|entre) (?:dans|à|en|chez) (?:notre|nos|nous|l')
        (?:at|in|to) (?:our|the) (?:warehouse|dock|workshop|port)(?= by| on| around| before)|(?:das|dem|im) werk
        (?:à|de) l'(?:usine|atelier)|(?:de|a la) f(?:á|a)brica|al taller|de fabriek
        (?:back )?in stock|restock(?:s|ed|ing)?|available(?: again)?|out of stock|sold out
        (?:the|our|your|a) (?:supplier|manufacturer|factory|container|vendor|maker)(?:'s)?(?: (?:will|has|have|is|\
            to|can|now|should|said|says|told|tells|us|promised|expects?|confirmed))* ?(?:shipment|ships?|send|\
            sends|delivers?|delivery|expects?|dispatch(?:es)?|confirms?|promises?|arrives?|lands|docks|delays?|\
            delayed|late)?
        (?:the|a|our) (?:next |new )?(?:batch|stock|goods|components?)
        hear(?:ing)? (?:back )?from (?:our|the|their) \w+|(?:new|fresh|next) (?:stock|batch|delivery|supply)
        arrive(?:s)? (?:at|in) (?:our|the) (?:warehouse|port)|production|customs
        (?:wieder )?(?:lieferbar|verf(?:ü|ue)gbar|vorr(?:ä|ae)tig|auf lager)|wareneingang|nachschub
        (?:unser|der|unserem|unseren|unseres|vom|des|dem) (?:lieferant(?:en)?|hersteller(?:s)?|\
            container(?:s)?)(?: [^.!?,;\n]{0,30}(?:liefer(?:t|n)|schickt|erwartet|versendet))?
        nachlieferung|lieferung (?:unseres|des|vom) \w+|lieferung an uns|produktion|zoll
        en stock|disponible(?:s)?|réassort(?:iment)?|réapprovisionn\w{1,8}
        (?:notre|le|du|au|un) (?:fournisseur|fabricant|conteneur)|rupture|douane
        existencias|en stock|disponible(?:s)?|agotado|(?:nuestro|el|del|al|un) (?:proveedor|fabricante|contenedor)
        aduana|reposición
        op voorraad|leverbaar|beschikbaar|uitverkocht|(?:onze|de|van de) (?:leverancier|fabrikant|container)|douane
        disponibil(?:e|i)|in magazzino|esaurit[oa]|(?:il nostro|il|del|dal|un) (?:fornitore|produttore|container)
        dogana
        disponível|em estoque|em stock|esgotado
        (?:o nosso|o|do|pelo|um) (?:fornecedor|fabricante|contentor|contêiner)|alfândega
    """),
    DayCue.OTHER: rows(r"""
        process(?:ed|ing)?|pack(?:ed|ing)?|picked|manufactured|produced|assembled
        orders placed|(?:los )?pedidos hechos|bestellungen(?:, die)? (?:nach|ab|vor)|commandes passées
        bestellingen (?:na|voor)|subscription|renewal|abo(?:nnement)?|suscripción
        niemand (?:da|im (?:haus|büro))|nobody (?:is )?(?:here|in)|personne n'est là|no hay nadie|niemand aanwezig
        takes? (?:about |around |usually |up to )?\d|count on|allow|dauert|prend|compte[zr]|tarda|cuente|duurt
        reken|rechnen sie
        refund(?:s|ed|ing)?|reimburse\w{0,5}|credit(?:ed)?|money back|invoice(?:s|d)?|bill(?:ed|ing)?|charge(?:d|s)?
        payment|paid|receipt
        order(?:ed)? (?:\S{1,16} )?(?:of|from|dated|placed(?: on)?|on|made)|placed (?:on|your order)|purchased?
        bought|your (?:e-?mail|message|call|letter|note) (?:of|from|on|dated)|(?:wrote|called|contacted) (?:us )?on
        since|dated
        open(?:ing)?(?: hours)?|closed|close|office|hours|holiday(?:s)?|vacation|out of office|on leave|annual leave
        promotion|discount|coupon|voucher|code|valid|expires?|expiry|warranty|webinar|event|born|birthday
        return(?:s|ed|ing)?|exchange|cancel(?:s|led|ling|lation|ed|ing)?|withdraw(?:al)?
        (?:shipping|delivery|shipment) (?:address|label|costs?|fees?|charges?|method|methods|confirmation|policy|\
            option|options|info|information|notification|e-?mail)
        free (?:shipping|delivery)
        erstatt(?:ung|en|et)|r(?:ü|ue)ckerstattung|gutschrift|r(?:ü|ue)ckzahlung|rechnung(?:en)?|bezahlt|zahlung
        abgebucht|bestell(?:ung|t)(?: [^.!?,;\n]{0,20})? (?:vom|am)|bestelldatum
        (?:ihre|deine) (?:nachricht|e-?mail|mail|anfrage)(?: vom)?|(?:ö|oe)ffnungszeiten|ge(?:ö|oe)ffnet|geschlossen
        feiertag(?:e|en)?|urlaub|betriebsferien|ferien|betriebsurlaub|inventur|b(?:ü|ue)ro|gutschein|rabatt
        g(?:ü|ue)ltig|r(?:ü|ue)cksend\w{0,6}|retoure
        r(?:ü|ue)ckgabe|storn(?:ieren|iert|ierung|o)|widerruf\w{0,4}|seit
        (?:versand|liefer)(?:adresse|kosten|kostenfrei|anschrift|art|best(?:ä|ae)tigung)|versandkostenfrei
        rembours(?:er|ement|é|ée|ons|erons)|avoir de|facture(?:s)?|facturé|payé|paiement|prélev\w{1,5}
        commande(?: [^.!?,;\n]{0,20})? (?:du|passée|datée)|passée le|commandé(?:e)?(?: le)?
        (?:votre|ton) (?:message|mail|courriel|appel|demande) du|horaires|ouvert(?:e|s)?|fermé(?:e|s)?|férié(?:s)?
        congés?|vacances|fermons|inventaire|bureaux|code promo|valable|retour(?:ner|né|s)?
        annul(?:er|é|ée|ation|ons|erons)
        rétractation
        adresse de livraison|frais de (?:port|livraison)|livraison gratuite|mode de livraison
        confirmation d'expédition
        reembols(?:o|ar|ado|aremos)|devoluci(?:ó|o)n|devolver|abono|factura(?:s|do)?|pago|cobr(?:ado|o|aremos)
        pedido(?: [^.!?,;\n]{0,20})? (?:del|realizado|de fecha|efectuado)|realizado el
        (?:su|tu) (?:mensaje|correo|llamada|consulta) del|horario|abierto|abiert[oa]s?|cerrad[oa]s?|festivos?
        vacaciones|oficina(?:s)?|cup(?:ó|o)n|válid[oa]|cancel(?:ar|ado|ación|aremos|amos)|anular|desistimiento
        dirección de (?:envío|entrega)|gastos de env(?:í|i)o|env(?:í|i)o gratis|confirmación de envío
        terugbeta(?:ling|ald|len)|restitu\w{1,5}|factuur|betaald|betaling
        bestel(?:ling|d)(?: [^.!?,;\n]{0,20})? (?:van|op|d\.d\.)|besteld|(?:uw|je) (?:bericht|mail|e-mail|vraag) van
        openingstijden|geopend|gesloten|feestdag(?:en)?|vakantie|sluiten|kantoor|kortingscode|geldig
        retour(?:neren|zending)?|annuler(?:en|ing)|geannuleerd|sinds
        bezorgadres|verzendadres|verzendkosten|gratis verzending|verzendbevestiging
        rimbors(?:o|are|ato|eremo)|fattura|pagat[oa]|pagamento|ordine(?: [^.!?,;\n]{0,20})? del|ordinato il
        (?:il suo|la sua) (?:messaggio|email|mail) del|orari|apert[oi]|chius[oi]|ferie|chiudiamo|festiv[oi]
        ufficio|buono
        valid[oa]|reso|annull(?:are|ato|amento)|indirizzo di (?:spedizione|consegna)|spese di spedizione
        reembolso|estorno|fatura|pagamento|encomenda(?: [^.!?,;\n]{0,20})? (?:de|do)|pedido feito
        (?:a sua|sua) mensagem de|horário|abert[oa]|fechad[oa]|feriado|férias|fechamos|cupom|válid[oa]|cancelar
        cancelad[oa]
        cancelamento|endereço de (?:envio|entrega)|frete
    """),
    DayCue.ANSWER: rows(r"""
        reply|replies|respond|answer(?:s)?|let (?:us|me) know|tell (?:us|me)|decide|decision|confirm to us|choose
        your (?:choice|answer|reply|decision|consent|response)|hear(?:ing)? (?:back )?from you|consent|agree|object
        get back to (?:us|me)|contact us|unless you|if you (?:do not|don't|have not|haven't)
        antwort(?:en|e)?(?: sie)?|teilen sie (?:uns|mir)|geben sie (?:uns|mir)|sagen sie (?:uns|mir)
        entscheid(?:en|ung|est)?|r(?:ü|ue)ckmeldung (?:von ihnen|bis)
        ihre (?:r(?:ü|ue)ckmeldung|antwort|entscheidung)|von (?:ihnen|dir) h(?:ö|oe)ren|melden sie sich|melde dich
        zustimm(?:en|ung)|best(?:ä|ae)tigen sie
        répond(?:ez|re|s)|votre (?:réponse|choix|décision|accord)|dites[- ](?:nous|moi)|faites[- ](?:nous|moi)
        indiquez|donnez[- ](?:nous|moi)|sans (?:réponse|nouvelles) de votre|de vos nouvelles|votre part|décider
        confirmez
        respond(?:a|er|e|an)|respuesta|conteste|díganos|dígame|indíquenos|avísenos|confírmenos|háganos
        su (?:respuesta|decisión|elección)|decidir|decid[ae]|no (?:nos )?responde
        antwoord(?:en|t)?|reageer|reageren|reactie|laat (?:het )?(?:ons|mij|me)|laat u het|geef (?:het )?(?:ons|aan)
        uw (?:keuze|antwoord|reactie|akkoord)|van (?:u|je) horen|beslis\w{0,6}|kiezen
        rispond(?:a|ere|i|ete)|risposta|ci (?:faccia|dica|comunichi)|mi faccia|la sua (?:scelta|risposta)|decidere
        respond(?:a|er)|resposta|diga-nos|avise-nos|informe-nos|sua (?:resposta|escolha|decisão)|decidir
    """),
    DayCue.REST: rows(r"""
        that one|ship the rest|rest (?:versenden|verzenden)|expédier le reste|enviar el resto|send you ... instead
        (?:the )?(?:rest|remainder) of (?:the|your)(?: order| items)?
        (?:your |the |all )?(?:other|remaining|in-stock) (?:items?|articles?|products?|things|parts?)
        everything else|(?:the )?(?:replacement|substitute)
        (?:der |den |dem )?rest (?:ihrer|deiner|der|des)(?: bestellung)?
        (?:alle |die )?(?:übrigen|restlichen|anderen|weiteren|übrige|restliche) (?:artikel|teile|produkte|\
            positionen|ware|bestellung)
        alles andere|ersatzartikel|ersatz
        (?:le )?reste de (?:la|votre)(?: commande)?|(?:les |vos )?autres (?:articles|produits)|tout le reste
        article de remplacement
        (?:el )?resto (?:de|del) (?:su|tu|pedido|la)(?: pedido)?
        (?:los |sus )?(?:demás|otros) (?:artículos|productos)|todo lo demás|artículo de sustitución
        (?:de )?rest van (?:uw|je|de)(?: bestelling)?
        (?:de )?(?:overige|andere|resterende) (?:artikelen|producten|items)|vervangend\w{0,2}
        (?:il )?resto (?:dell'ordine|del suo|del tuo)(?: ordine)?|(?:gli )?altri (?:articoli|prodotti)
        (?:o )?resto (?:do|da) (?:seu|sua|pedido|encomenda)(?: pedido)?
        (?:os )?(?:demais|outros|restantes) (?:itens|artigos|produtos)
    """),
    DayCue.BROKEN: rows(r"""
        (?:i|we)(?:'d| had) (?:planned|hoped|expected|said|thought|aimed)
        (?:wir |ich )?hatten? (?:ihnen|dir|euch)
        (?:we |i )?(?:first|originally|initially|previously) (?:said|told|promised|wrote|quoted)|zuvor|vorher
        (?:antes|before|bisher|eerst|prima|avant|was|old|alt|vorher) ?:
        (?:en la web|auf der (?:web)?(?:seite|site)|op de (?:web)?site|sur le site|le site|la web|\
            the (?:web)?site|die seite|de site) ... (?:pone|steht|stand|staat|stond|indique|disait|dice|decía|\
            said|says|shows)
        (?:le |les |te |os )?(?:prometimos|prometí|dijimos|dije|indicamos|comentamos|anunciamos)|beloofden
        beloofd|versprachen|versprach|promesso|prometemos
        (?:was|were) to (?:be|ship|go|leave)|(?:to )?have been|(?:please )?(?:disregard|ignore|forget)(?: the)?
        not the|vergessen sie|ne (?:tenez|comptez)|oubliez|no tenga en cuenta|olvide|vergeet
        original(?:ly)?|initial(?:ly)?|previous(?:ly)?|earlier (?:date|window|message|e-?mail|promise)
        (?:had|have) (?:told|promised|given|said|quoted|announced|communicated|expected|planned|hoped|\
            written)(?: you)?
        (?:we|i) (?:told|promised|quoted|announced|said|wrote|gave)(?: you)?|promised you
        (?:was|were) (?:originally |first |initially )?(?:supposed|due|scheduled|meant|planned|expected|going|set|\
            told|quoted|hoping|promised)
        instead of|rather than|no longer|used to|old (?:date|window|estimate)|first (?:told|promised|quoted|date)
        should have|(?:moved|changed|pushed|postponed|shifted|slipped|delayed|rescheduled)(?: back| out)? from
        from the original|missed|last time|in my last|as i wrote
        urspr(?:ü|ue)nglich\w{0,2}|zun(?:ä|ae)chst|eigentlich|anstatt|anstelle|statt|bisher(?:ige[nrs]?)?|nicht mehr
        hatte(?:n)? (?:wir |ich )?(?:ihnen |dir |mit |den |das )?|(?:war|waren) (?:f(?:ü|ue)r|auf|am|zum|der|urspr)
        geplant war|zugesagt|alte[rns]? (?:termin|zeitraum|datum)|versprochen|genannte[nrs]?
        (?:verschiebt|verschoben|verz(?:ö|oe)gert|ge(?:ä|ae)ndert|verlegt)(?: sich)? (?:vom|von)|sollte(?:n)?
        h(?:ä|ae)tte(?:n)?
        initialement|au lieu d[eu']|à l'origine|auparavant|plutôt que
        (?:nous )?(?:vous )?(?:avions|avais|avait)(?: été)?|(?:était|étaient|initialement) prév(?:u|ue|us)|devait
        devaient|aurait dû|précédent(?:e|s)?|ancienne?|n'est plus|ne sera plus|et non(?: pas)?
        (?:repouss|report|décal)(?:é|ée|és|ées) du|passe du
        inicialmente|originalmente|en (?:lugar|vez) de(?:l)?|anterior(?:es|mente)?
        (?:le )?hab(?:í|i)a(?:mos|n)?(?: \w+)?|estaba(?:n)? previst[oa]s?|ya no|deb(?:í|i)a(?:n)?
        (?:aplazad|retrasad|movid|pasad)[oa] del|pasa del|se (?:aplaza|retrasa|pospone) del|en principio
        y no (?:el|del|entre)
        oorspronkelijk\w{0,1}|aanvankelijk\w{0,1}|in plaats van|eerder(?:e)?|eerst|hadden|had(?: ik)?
        (?:was|waren) (?:gepland|voorzien|toegezegd|beloofd|op)|niet meer|niet langer|zou(?:den)?
        (?:verschoven|uitgesteld|verplaatst|verschuift) van|en niet|beloofde|genoemde|vorige
        inizialmente|originariamente|invece (?:di|del|che)|anziché|avevamo|avevo|era previst[oa]|doveva(?:no)?
        non più|precedente|(?:spostat|rinviat|posticipat)[oa] dal|slitta dal|e non
        inicialmente|originalmente|em vez d[eo]|ao invés d[eo]|tínhamos|havíamos|estava(?:m)? previst[oa]s?
        deveria(?:m)?|já não|não mais|anterior(?:mente)?|(?:adiad|movid)[oa] de|passou de|e não
    """),
}
