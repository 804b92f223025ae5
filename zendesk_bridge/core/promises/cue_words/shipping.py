"""Words of sending: the item leaves, its timing changes, another day is taken back; and of the rest of an order."""

from __future__ import annotations

from zendesk_bridge.core.promises.day_cue import DayCue
from zendesk_bridge.core.promises.tables import rows

SHIPPING = {
    DayCue.SHIP: rows(r"""
        (?:ship|dispatch|despatch|send|post)(?:ing)?(?: out)? (?:your|the|this) (?:whole |full |entire )?\
            order(?: out)?(?: on(?! the phone))?(?! (?:from|of|dated|placed|no|number|on))
        (?:versenden|verschicken|versende|verschicke|schicken|senden)(?: wir)? (?:ihre|deine|die)\
            (?: ganze| gesamte)? bestellung(?: am)?(?! (?:vom|von|am))
        (?:verzenden|versturen|sturen|verstuur|verzend)(?: we| wij| ik)? (?:uw|je|de) bestelling(?: op)?(?! (?:van|op))
        (?:envi|mand|despach|exped)(?:amos|aremos|imos|iremos|ar|ir) (?:su|tu|el|vuestro) pedido(?: (?:antes )?del?)?
        heads? (?:off|your way)|due out
        (?:boxed|packed|wrapped) (?:up )?and (?:out|off|gone)|(?:onze|ons|our|unsere) (?:deur|door|tür) (?:uit|raus)|\
            (?:gaat|gaan) ... (?:onze|ons) deur uit
        lagerausgang|ausgang (?:im|aus dem|ab) lager|sortie (?:d'|de l'|de notre |du )(?:entrepôt|stock|atelier)|\
            salida (?:de|del) (?:almacén|fábrica)|uscita (?:dal|da) magazzino
        (?:dej|llev)(?:amos|o|aremos) (?:en|a) (?:la agencia|correos|el transportista)|(?:breng|\
            brengen) ... (?:postkantoor|postnl|afhaalpunt)|(?:portiamo|porto) (?:dal|al) corriere
        depart(?:s|ing|ure)?|(?:have|has|got) (?:it|them|yours) down for|ship[- ]?outs?|sent out|heads? out|off to you
        verlassen|unterwegs zu (?:ihnen|dir|euch)|(?:der|die|dem|einer?) (?:spedition|spediteur|\
            paketdienst)(?= ... (?:übergeben|mitgegeben))
        prend(?:ra)? (?:la route|le chemin)|(?:remis|confié|remettons|confions)(?:e|es|s)? (?:au|à) \w+|\
            abandona(?:rá)? (?:nuestro|el)
        (?:entreg(?:amos|aremos|ado|ada)|damos) (?:a la agencia|al transportista|al mensajero|a la mensajería)
        (?:consegn|affid)(?:iamo|eremo|ato|ata)(?: [^.!?\n\d]{0,20})? al (?:corriere|vettore|trasportatore)
        (?:geven|gaan|meegeven) ... (?:met|aan) de (?:koerier|vervoerder|chauffeur)|entregamos à transportadora|(?:ça|\
            il|elle) part
        (?:with|to|by|via|mit|an|per|à|par|avec|con|a|por|met|aan|tramite|durch|ao|pelos?) (?:fedex|ups|usps|dhl|dpd|\
            gls|hermes|evri|royal mail|canada post|purolator|postnl|bpost|chronopost|colissimo|mondial relay|la poste|\
            seur|correos|mrw|nacex|brt|bartolini|sda|poste italiane|ctt|correios|der post|die post)(?! (?:says|said))
        with (?:the|our) (?:courier|carrier|haulier)|(?:on|in) (?:\w+day's|tomorrow's|the next) (?:truck|lorry|van|\
            pickup)
        (?:dans|sur) le camion|(?:gaat|gaan|gehen|geht) ... (?:mee|mit)(?: met| der| dem)?|(?:in|auf) den (?:lkw|\
            laster)|en el camión|sul camion
        (?:os|te|se|le) (?:lo|la|los|las) (?:mando|mandamos|mandaré|envío|envio|enviamos|enviaré|despacho)|\
            raus zu (?:dir|ihnen|euch)
        (?:have|get) (?:it|them|this|that|yours) (?:out(?: to you)?|shipped|sent|dispatched|on (?:its|their) way)
        leave (?:here|this place)
        leav(?:e|es|ing)(?= (?:here|on|by|between|from|at)\b)|(?:carrier|courier|truck) (?:takes|gets|fetches) (?:it|\
            them)
        übergeben|übergabe an|uebergeben|mise à disposition(?: (?:du )?transporteur)?|remise (?:au )?transporteur
        (?:quitte|quittera|quitteront|sort|sortira)(?: de)? (?:l'|notre )(?:atelier|usine|entrepôt)
        laden (?:we|wij|ik)|esce di qui|escono di qui
        post(?:s|ing)? (?:it|them|your|the)|(?:be |is |are |been )posted|shall be posting|in the post|posting
        (?:get|gets|getting) (?:it|them|this|these|that|yours?|the) ... (?:out|off) (?:to you|the door)?
        (?:get|gets|getting) (?:it|them|this|these|that|yours?|the) ... out
        (?:it|they|order|orders|parcel|package)(?:'s| is| are|'re| will be)? (?:now )?(?:go|goes|going|off)(?= (?:on|\
            by|between|out)\b)
        on (?:the|a|our|its) (?:truck|lorry|van|next truck)|load(?:ed|ing)?(?: (?:it|them|your \S+))?(?: (?:on|onto|\
            up))?
        pick(?:ed)?[- ]?up [^.!?\n\d]{0,30}(?:from us|from our \w+|at our \w+|here|by the (?:carrier|courier|haulier))
        (?:collect(?:s|ed)?|collection|picks?) [^.!?\n\d]{0,30}(?:from us|from our \w+|at our \w+|up here)
        out of our (?:hands|doors?)
        (?:geht|gehen|ging|gehts) ... (?:los|weg|rüber)|(?:in die|zur|auf die) post(?: geben)?|post(?:e|en) (?:ihn|\
            sie|es|wir|ich)
        auf die reise|verlad(?:en|ung)|verl(?:ä|ae)dt|bei uns raus
        (?:abholung|abgeholt) [^.!?\n\d]{0,40}(?:bei uns|ab|in unserem|an unserem|in unserer|durch)(?: (?:im|am) \w+|\
             werk| lager)?
        post(?:e|es|ons|é|ée|és|ées|er|erons|era|erai)|(?:s'en va|s'en vont|s'en ira)|en partance|remis(?:e|\
            es)? (?:au transporteur|à la poste)
        (?:part|partent)(?= (?:qu'|seulement|de (?:chez|notre|nos)|chez|enfin|semaine|bien|donc|au plus|avant|entre|\
            lundi|mardi|\
        mercredi|jeudi|vendredi|samedi|dimanche)\b)
        (?:part|partira|partir|partent|sort|sortira|départ)(?: bien| enfin)? (?:de|d') ?(?:chez nous|l'atelier|\
            l'usine|l'entrepôt|nos \w+|notre \w+)
        (?:le camion |on |nous )?charg(?:e|eons|ement|era|é|ée)(?: (?:du|de votre|votre|le|la) camion)?
        enl(?:è|e)vement [^.!?\n\d]{0,40}(?:chez nous|à notre|dans notre|par|de notre)(?: \w+)?
        (?:se )?despach(?:a|an|amos|aremos|arán?)|(?:se |lo |la |los |las )?mand(?:a|an|o|amos)(?= )
        salga|salgan|salir(?:á|án|ía|ían)?|\
            salen?(?= (?:hasta|nada|el|la|los|las|entre|del?|como|hacia|mañana|hoy|por|con|semana|lunes|martes|\
                miércoles|jueves|viernes)\b)|en camino|camino de(?: su| tu)?
        carga(?:mos|n|rá)?(?: (?:del?|el) camión)?(?: en (?:fábrica|nuestro \w+|almacén))?|recog(?:e|en|\
            ida)(?= ... (?:almacén|fábrica|agencia|seur))
        (?:gaat|gaan|is|zijn) ... (?:de deur uit|op de post|op transport)|(?:doe|doen|gaat|gaan|breng|\
            brengen) ... op de post
        (?:haalt|halen) ... (?:bij ons|hier|uit ons magazijn)(?: op| af)?|opgehaald (?:bij ons|door|uit ons)|geladen
        in partenza|part(?:e|ono)(?= (?:il|l'|dal|da noi|tra|fra|entro|domani|la settimana|luned|marted|mercoled|\
            gioved|venerd)\w{0,2})|carico(?: sul)? camion|ritiro (?:in|dal|presso il|presso il nostro) magazzino
        ritiro (?:da parte )?del corriere|ritir(?:a|ano|erà)(?: [^.!?\n\d]{0,20})? (?:da noi|in magazzino)|(?:esce|\
            escono|uscirà|usciranno) (?:dal|da noi)
        sa(?:i|em)(?= )|postamos|enviamos|enviaremos|coleta|recolha
        (?:sale|salen)(?= (?:junt[oa]s|a la vez|el|la|los|las|entre|del?|a|al|como|antes|hacia|mañana|hoy|todo|en|\
            desde|ya|por|muy|\
            pronto|pasado)\b)
        on transport|op transport|aus dem haus|auf die post|op de post|à la poste|(?:est|sont) expédiée?s?
        (?:queda|quedan) fijad[oa]
        out of (?:here|the warehouse|our warehouse)|is out|(?:will )?(?:be )?heading out
        (?:ist|sind|seien) ... raus|vers\.
        (?:gaat|gaan|is|zijn) ... weg|weggaan|weg (?:zijn|gaan)|(?:stuur|stuurt|sturen) ... op
        partie?s?(?= (?:le|pour|au|d'ici|avant|entre|du))
        (?:on|nous|je) (?:l'|les |le |la |vous l'|vous les )?(?:envoie|expédie)s?
        (?:l'|les )?(?:envoyons|expédions)
        (?:van?|irán?|sale|salen|saldría)(?= (?:el|entre|del|a más|como|antes|hacia|el día|mañana) )
        sortie(?= \d| le| du| prévue)|warenausgang|wa(?= (?:am|dann|ist|vsl) )
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
        (?<!ma )(?<!notre )(?<!votre )(?<!à )(?<!faire )(?<!nulle )part(?= (?:\w+ )?(?:le|du|entre|demain|d'ici|la|\
            aujourd'hui|après-demain)\b)|partent
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
        (?:name|give|quote) (?:you )?(?:a|any|another) (?:day|date)|(?:keinen|einen) tag nennen|donner (?:de|un|\
            une) (?:jour|date)|dar(?:le|te)? un(?:a)? (?:día|fecha)
        (?:een|geen) (?:dag|datum) (?:noemen|geven)|(?:dare|dire) una data|dar um(?:a)? (?:dia|data)
        (?:early|mid|late|mitte|anfang|mi|début|mediados de|principios de|halverwege|begin|half|metà|inizio|meados de|\
            início de)[- ](?:jan(?:uary|uar|vier|uari)?|enero|gennaio|janeiro|feb\w*|février|fevereiro|mar(?:ch|s|zo|\
            ço)|märz|maart|apr\w*|avril|abril|ma[iy]o?|mei|mag\w*|jun\w*|juin|giu\w*|jul\w*|juil\w*|lug\w*|aug\w*|\
            août|ago\w*|sep\w*|sett\w*|o[ck]t\w*|ott\w*|out\w*|nov\w*|de[czs]\w*|déc\w*|dic\w*)
        (?:best|rough) guess|guess|forecast|prognose|schätzung|estimation|previsión|inschatting|stima
        (?:on|nous) vis(?:e|ons)|(?:peilen|peile) ... an|zielen auf|(?:mikken|mik) ... op|apuntamos|puntiamo|apontamos
        (?:nothing|anything|not much) new|nichts neues|rien de (?:nouveau|neuf)|nada nuevo|niets nieuws|\
            nessuna novità|nada de novo
        (?:ce )?sera (?:donc |finalement|plutôt|désormais)|wird (?:es )?(?:nun|jetzt|doch)|will now be|\
            será finalmente|wordt het nu|sarà invece
        (?:we're |we are )?(?:aiming|looking|hoping|shooting|targeting) (?:for|at)|(?:not|no) (?:a )?date|no idea yet
        (?:not|nothing) (?:before|until)|still waiting|(?:still|no) (?:word|news) (?:from|on) (?:the|our) \w+|stuck
        ohne (?:neuen )?termin|kommt sp(?:ä|ae)ter|dauert (?:noch|l(?:ä|ae)nger)
        toujours pas de \w+|sans date|sigue(?:n)? sin|sin fecha|no (?:nos |me )?(?:da|dan|hay|tenemos|tengo) fecha
        (?:nog )?geen (?:verzend|nieuwe )?(?:datum|nieuws)|nog niet bekend|heeft vertraging
        ancora (?:nessuna|senza) data|senza data|in arretrato|ainda sem data|sem data
        (?:no|any|a|firm|exact) (?:new |firm |exact |confirmed |reliable |definite |ship |shipping )*date|date yet
        (?:noch )?kein(?:en)? (?:neuen |neues |festen |genauen )*(?:termin|datum)
        (?:pas|aucune) (?:encore )?(?:de )?(?:nouvelle )?date|(?:sin|ninguna) fecha|geen (?:nieuwe )?datum
        nessuna data|sem data
        (?:real|right|correct|actual|richtige[rs]?|korrekte[rs]?|bonne|vraie|juiste) (?:date|datum|termin)
        (?:fecha|data) (?:correcta|giusta|corretta|certa)
        (?:don't|do not) know (?:yet|when)|tb[acd]|noch offen|(?<=\| )offen|steht noch nicht fest|\
            date (?:encore )?inconnue\
            |nog onbekend|onbekend|fecha desconocida
        (?:new|revised|updated|current|latest|expected|estimated|confirmed) (?:date|dates|window|timing|timeline|\
            time ?frame|estimate|eta|schedule|target)
        delay(?:ed|s)?|backorder(?:ed)?|back-order(?:ed)?|eta|expected|estimated|scheduled|planned for|rescheduled
        postponed|pushed (?:back|out)|moved back|(?:been|was|is|now) moved
        (?:moved|moves|slid|slides|slipped|slips|shifted|drifted) (?:back |out )?to(?= (?:the |mon|tue|wed|thu|fri|\
            jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d))
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
        follow(?:s|ing)?(?![- ]?up)
        nachgeschickt|schicke? ich|schick
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
        íbamos a|iba(?:n)? a|queríamos|(?:wir|ich) wollten?|(?:we|i) wanted to|(?:nous|je) (?:voulions|voulais|\
            devions|devais)|(?:we|ik) wilden?|volevamo|dovevamo
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
        replaces|supersedes|ersetzt|remplace(?!-)|sustituye|vervangt|sostituisce|substitui
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
