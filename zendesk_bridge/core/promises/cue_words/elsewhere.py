"""Words of what is no shipping of ours: deliveries, stock that comes in, money, opening hours, events."""

from __future__ import annotations

from zendesk_bridge.core.promises.day_cue import DayCue
from zendesk_bridge.core.promises.tables import rows

ELSEWHERE = {
    DayCue.DELIVERY: rows(r"""
        (?:op|in) (?:de|uw|je) (?:mat|bus|brievenbus)|(?:bij|voor) (?:je|u|jullie) op de (?:mat|stoep)|ligt (?:hij|ze|\
            het|deze) ... bij (?:je|u)
        vor (?:ihrer|deiner) (?:haust(?:ü|ue)r|t(?:ü|ue)r)|on your mat|sur votre palier|a su puerta
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
        nos (?:l[oa]s? )?(?:envía|manda|entrega|sirve|despacha)n?|ci (?:spedisc|invi|mand|consegn)\w{1,4}|\
            nos (?:envia|manda)m?
        (?:envia|manda|entrega)-nos|nous (?:l'|les? |la )?(?:envoie|expédie|livre)(?:ra)?
        (?:schickt|sendet|liefert) (?:ihn |sie |es )?(?:an )?uns
        due (?:to us|in(?= (?:on|by)))
        agotad[oa]s?|ausverkauft|épuisée?s?|uitverkocht|esaurit[oaie]
        (?:the|our|your|a) (?:printer|bindery|mill|foundry|tannery|publisher|importer)(?:'s)?(?: (?:is|was|has|had|\
            will|should|can))*(?: (?:delivers?|delivering|sends?|sending|ships?|shipping|promis\w+|expects?|says?|\
            told|tells?))?(?: us)?
        (?:die|der|unsere|unser|vom|von der) (?:druckerei|gießerei|weberei|buchbinderei|verlag|mühle)(?: (?:liefert|\
            schickt|bringt))?
        (?:l'|notre )(?:imprimeur|éditeur)(?: (?:nous )?(?:livre|envoie|expédie))?|(?:l'|notre )(?:atelier|\
            usine) (?:nous )?(?:livre|envoie|expédie)
        (?:la|el) (?:imprenta|editorial|molino|fábrica)(?: (?:nos )?(?:entrega|envía|manda))?
        (?:entra|entran|llega|llegan) (?:en|a) (?:nuestro|el) almac(?:é|e)n
        (?:komt|komen) ... (?:bij ons|binnen)|(?:kommt|kommen) ... bei uns an
        (?:arrive|arrivent|entre) (?:dans|à|en|chez) (?:notre|nos|nous|l')
        (?:at|in|to) (?:our|the) (?:warehouse|dock|workshop|port)(?= by| on| around| before)|(?:das|dem|im) werk
        (?:arriv\w+|entr\w+|reçu\w*|parvien\w+|sort\w*) (?:à|de) l'(?:usine|atelier)|entrée (?:en )?stock|\
            entrada (?:en|de) stock
        we(?= (?:am|ist) )|(?:de|a la) f(?:á|a)brica|al taller|de fabriek
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
        you (?:have )?(?:sent|shipped|mailed|e-?mailed|posted|wrote)|(?:sie|du|ihr) (?:haben|hast|habt) (?:uns|\
            mir) ... (?:geschickt|gesendet|geschrieben|gemailt)
        (?:vous|tu) (?:nous|m'|me|nous l')? ?(?:avez|as) (?:envoyé|expédié|écrit|posté)\w{0,2}|(?:nos|me) (?:envió|\
            mandó|escribió|ha enviado|has enviado|enviaste|mandaste)
        (?:u|je) (?:stuurde|stuurden|mailde|schreef)(?: (?:ons|mij|me))?|(?:ci|mi) ha(?:i)? (?:mandato|inviato|\
            scritto|spedito)\w?|(?:nos|me) (?:enviou|mandou)
        process(?:ed|ing)?|pack(?:ed|ing)?|picked|manufactured|produced|assembled
        (?:carrier|driver|courier|haulier|technician|fitter|delivery (?:team|company|partner))(?: (?:will|would|then|\
            is going to|also))* (?:call|phone|ring|contact|text|arrange)\w{0,3}(?: you)?
        (?:spedition|spediteur|fahrer|paketdienst|techniker|monteur) (?:ruft|meldet|kontaktiert|wird|vereinbart|\
            klingelt)(?: (?:sie|dich|sich))?
        (?:transporteur|livreur|chauffeur|technicien) (?:vous |te )?(?:appel\w+|contact\w+|prendra|téléphon\w+|\
            prévien\w+)
        (?:transportista|repartidor|conductor|técnico) (?:le |la |te |les |se )?(?:llam\w+|contact\w+|avis\w+|pond\w+)
        (?:vervoerder|chauffeur|koerier|monteur|bezorger) (?:belt|neemt|zal|maakt|mailt|bellen)(?: (?:u|je))?
        (?:corriere|trasportatore|autista|tecnico) (?:la |ti |vi )?(?:chiam\w+|contatt\w+|telefon\w+)
        (?:senden|schicken|schick|schicke) (?:sie|uns|mir|bitte)|zur(?:ü|ue)ck(?:senden|schicken|geschickt|gesendet|\
            schickst)
        (?:send|mail|ship|post|bring|drop)(?:ing)? (?:me|us|back|(?:it|them|this|that|the old \w+|the \S+) (?:back|\
            off|in))|back to us
        renvoy\w+|retournez|devuelv\w+|mándenos|envíenos|envíeme|stuur(?:t)? (?:ons|mij|me|hem terug|het terug)|(?:mi|\
            ci) mandi|rispedi\w+
        (?:i'm|i am|we're|we are) (?:here|around|available|off|out|away|in|back)(?: (?:on|from|until|till|through|all))?
        (?:ich bin|wir sind) (?:noch |wieder |nur )?(?:bis |ab |am )?(?:da|hier|erreichbar|weg|unterwegs|im urlaub|\
            im büro)|für sie da
        (?:je suis|nous sommes) (?:là|absente?s?|joignables?|de retour|en congés?)|(?:estoy|estamos) (?:aquí|fuera|\
            disponibles?)
        siamo (?:chiusi|aperti|qui)|we zijn (?:er|open|dicht|gesloten)
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
    DayCue.EVENT: rows(r"""
        (?:new|spring|summer|fall|autumn|winter|holiday) (?:collection|colou?rs|range|line|season)|consult\w*|fitting|\
            quote is|release date
        beratung\w*|besichtigung\w*|kollektion|(?:ihr|das|unser) angebot|erschein(?:t|en)|collection|nouvelle gamme|\
            parution|devis|conseil
        colección|lanzamiento|presupuesto|consulta|collectie|verschijnt|verschijnen|offerte|advies\w*|collezione|\
            preventivo|consulenza
        coleção|orçamento|lançamento
        newsletter|catalog(?:ue)?|brochure|magazine|gift ?card|gift ?wrap\w*|voucher|loyalty|points|promo\w*|\
            sale (?:starts|ends|runs|preview)
        (?:(?<!first )(?<!second )class|course|(?<!our )workshop|training|webinar|lecture|signing|launch|tasting|\
            concert|open day|(?:holiday|\
            christmas|street) market)(?:es|s)?
        appointment|technician|warranty|insurance|rental|rent(?:ing)?|draw|raffle|giveaway|contest|competition|survey
        sign(?:ing)?[- ]?ups?|regist(?:er|ration)|rsvp|seats?|tickets?|instal?lment|subscription|membership|demo
        newsletter|katalog|prospekt|gutschein\w*|guthaben|treuepunkte|aktion|kurs\w{0,8}|\
            (?<!our )(?<!the )(?<!unser )(?<!unsere )(?<!onze )workshop|schulung\w{0,8}|seminar|lesung|vortrag
        vorf(?:ü|ue)hrung|tag der offenen t(?:ü|ue)r|verkaufsoffen\w*|anmeld\w+|(?<!ohne )(?<!keine )garantie\w{0,8}|\
            gew(?:ä|ae)hrleistung
        verlosung|gewinnspiel|miet\w+|verleih|techniker(?:termin)?|monteur|(?:der|unser|im|den|das) laden\w*|\
            ladenlokal|veranstaltung|feier
        infolettre|lettre d'information|catalogue|carte (?:cadeau|de fidélité)|chèque[- ]cadeau|bon d'achat|\
            atelier \w+ a lieu|a lieu|ont lieu
        (?<!sans )garantie|cours(?= (?:a|est|du) )|dédicace|rencontre|foire|vernissage|inscri\w+|réserv(?:er|ation)|\
            tirage|tombola|concours
        solde(?:s)?|acompte|échéance|abonnement|technicien|rendez-vous|portes ouvertes
        boletín|cheque regalo|tarjeta regalo|puntos|sorteo|taller (?:es|de)|curso|charla|presentación|firma|feria|\
            mercadillo
        inscri\w+|apúntate|plazas|garantía|alquil\w+|finde|puente|cuota|segundo pago|vence|técnico|cita|rebajas|\
            promoción
        nieuwsbrief|cadeaubon\w*|actie|cursus|(?<!our )(?<!the )(?<!unser )(?<!unsere )(?<!onze )workshop|lezing|\
            training|aanmeld\w+|(?<!geen )garantie|huur|verhuur|loting|prijsvraag
        termijnbetaling|monteur|afspraak|spaarpunten|open dag|opendeurdag|signeer\w+
        newsletter|catalogo|buono|carta (?:regalo|fedeltà)|corso|laboratorio|lezione|presentazione|fiera|mercatino|\
            iscri\w+|garanzia|noleggi\w+
        estrazione|concorso|rata|tecnico|appuntamento|saldi|promozione
        catálogo|vale[- ]presente|curso|oficina de|palestra|(?<!-)feira|inscri\w+|garantia|aluguel|sorteio|concurso|\
            parcela|\
            técnico|visita
    """),
}
