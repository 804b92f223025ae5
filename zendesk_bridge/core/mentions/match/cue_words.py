"""The words that make a number an item, or something else, in English, German, French and Spanish; without accents."""

from __future__ import annotations

from zendesk_bridge.core.mentions.match.words import listed

ITEM = listed(
    """
    accessory art article articles articoli articolo articulo articulos artigo artigos artikel artikelbezeichnung
    artikelcode artikelliste artikeln artikelno artikelnr artikelnum artikelnummer artikelnummern artikels artn artno
    artnr arts artykul artykulu artykuly asin availability barcode basket carrito cart cat catalog catalogo catalogue
    cesta cikkszam cod czesc czesci disponibilidad disponibilite ean ersatzteil ersatzteile ersatzteilnr
    ersatzteilnummer erzeugnis existencias gtin indeks isbn item itemcode itemid itemno itemnr itemnumber items itm itms
    kat katalog katalognr katalognummer lineitem listing materialnr materialnummer matnr merkzettel mod model modele
    modeles modell modelle modellen modelli modellnr modellnummer modello modells modelno modelnumber modelo modelos
    models mpn onderdeel onderdeelnummer onderdelen onlineshop panier part parte partes partno partnr partnumber parts
    peca pecas piece pieces pieza piezas plu pn polozka pos position positionen pozycja pozycji prenda prod prodno
    prodnr prodotti prodotto product productcode producten productid productno productnr productnumber producto
    productos products produit produits produkt produktcode produkte produktnr produktnummer produkts produktu produkty
    produto produtos reassort recambio recambios repuesto repuestos restock ricambi ricambio sachnr sachnummer shop sku
    skus sortiment sortimentsnummer spare stock stockcode stocknumber style styleno styles teil teile teilenr
    teilenummer teilenummern teilnummer towar towaru tuote tuotekoodi tuotenro tuotenumero typ type typennummer
    typnummer upc urun vara varan vare vareno varenr varenummer varenummeret variant variante varunr varunummer
    verfugbarkeit warenkorb warennummer webshop wishlist zbozi
    """
)
"""Words that say: this number is an item."""

WEAK = listed(
    """
    bezeichnung clave code codes codice codici codigo codigos designation indice kennung kod kode kodu kody ref
    reference references referencia referencias referenz referenzen refs riferimento varekode varukod
    """
)
"""Words that say item unless a word beside them says otherwise: "promo code", "order reference"."""

OTHER = listed(
    """
    abonne acces access account accounts acct address adresse aktenzeichen amount anfrage annee ano anrufen apartado
    apartment appartement appeler apt attempts auftrag auftrags auftragsbestatigung auftragsnr auftragsnummer
    auftragsnummern ausweis ausweisnummer avenida avenue awb badge banco bank banque batch beleg belegnummer benutzer
    beschwerde beschwerdenummer bestallning bestallningsnummer bestatigung bestell bestelling bestellingen bestellnr
    bestellnummer bestellnummern bestellung bestellungen bestellungs bestelnummer bestilling bestillingsnummer besucher
    betrag bezahlt bic bill blog bolla bon booking bookings born buchung buchungsnummer build bus call calle calls
    calories card cards carte case caseid cases casier caso casos cdn cell cellphone cellulare celular cep chapter
    charge chargen chargennummer chronopost cif city ciudad claim client clienta cliente clientes codepostal colis
    colissimo color colors colour colours comanda commande commandes comment complaint complaints compte compteur
    concert confirmacion confirmation contact contactar contacto contador contract contrasena contrat contrato correos
    cost costs couleur couleurs coupon coutait coute cp credit cuenta cuesta cupon customer customerid customers cvv
    delivery descuento devolucion dhl digicode direccion discount dni dollar dollars door dossier dpd durchwahl employee
    encomenda encomendas entrega entry envio envios erreichbar erreichen erreur error etage eur euro euros expediente
    ext extension factura facturas facturation facture factures factuur factuurnummer faktura fakturanummer faktury
    fakturze fall farbe farben fattura fatture fatura faturas fax fedex fehler fehlercode fidelite filiale firmware
    flight floor flug followers frage gate gbp geboren geburtsdatum gesamt gesamtbetrag gezahlt gleis gls guia gutschein
    gutscheincode haltestelle handy handynummer hausnr hausnummer help hermes hits hotline house huisnummer iban images
    imei img importe incidencia incidencias incident indirizzo invoice invoices ip iva jahr jahre joignable joindre
    kalorien kapitel karte kartennummer kassenbon kd kdnr kennwort kennzeichen kilometer klant klantnummer klienta
    klientem km kommentar komorka konta kontakt konto kontonummer konzert kosten kostet kreditkarte kund kunde kunden
    kundenkonto kundennr kundennummer kundenr kundenummer kundin kundnummer lager lasku laskunumero licence licencia
    license lieferschein lieferscheinnummer lieferung ligne limit linea linie livraison lizenz llamame llamar llame
    localizable locker login lot lote loyalty magasin matricula matricule member membership meter miles mitarbeiter
    mitarbeiternummer mitglied mitglieds mitgliedsnummer mobiel mobil mobile mobilen mobilnummer mobiltelefon montant
    morada movil mwst nacida nacido ne nee nif objednavka objednavky orden order orderid orderno ordernr ordernumber
    ordernummer orders ordine ordini ordre ordrenr ordrenummer ort otp pacchi pacco package paczka paczki page pages
    pago pague paid paket pakete paketet paketnummer pakke pakken pakket pakketje paquete paquetes parcel parcels
    pasaporte passeport passport password passwort patient pay paye payes payment pedido pedidos pesel phone phones pin
    planta plate platform plz po pocztowy points policy port portable porte postal postale postcode poste postfach
    postleitzahl postnummer pounds precio precios preis preise price prices prix promo promotion przesylka przesylki
    puerta puhelin punkte puntos purchase question quittung rabatt rabattcode rastreamento rastreio reach receipt
    rechnung rechnungen rechnungs rechnungsadresse rechnungsnr rechnungsnummer recibo reclamacion reclamation recu
    reisepass rekening rekeningnummer reklamacja reklamacji reklamation rendeles reserva reservas reservation
    reservations reservierung retour retoure retouren retourennummer return returns ring rma room rue ruf rufnummer
    schliessfach scontrino seat security seguimiento seite seiten sendung sendungen sendungs sendungsnummer
    sendungsverfolgung sendungsverfolgungsnummer serial serie serien seriennr seriennummer shipment shipments shipping
    signatures siparis siret sitz sledzenia sms sn socio sozialversicherung spargnummer sparnings spedizione spedizioni
    spind sporing sporingsnummer station steuer steuernummer stockwerk store strasse street suite suivi summe survey
    szamla taquilla tarjeta taxid tel telefon telefone telefoniczny telefonnummer telefono telefonu telefoon
    telefoonnummer telemovel telephone telf thread ticket ticketnr ticketnummer tickets tienda tilaus tilausnumero tlf
    total totals tracciamento track tracking trackingnummer train transaccion transaction transaktion transaktionsnummer
    transfer transferencia tren tur tva uberweisung umfrage umsatz upload uploads ups usd user userid username usps ust
    usuario utilisateur vat verification versand version vertrag vertrags vertragsnummer ville virement visitors vol
    vorgang vorgangs vorgangsnr vorgangsnummer voucher vuelo warehouse waybill whatsapp year years zahler zahlerstand
    zahlung zamowien zamowienia zamowienie zamowieniu zeichen zending zimmer zip zipcode zug zwrot
    """
)
"""Words that say: this number is something else."""

LINKS = listed(
    """
    a als also an and ar are as auch aussi avec be being called ce ces cette comme como con da das de del della dello
    dem den denn der des desired det di dice die do du e een ein eine el en er era es est esta este estos et etait ett
    exact exactly folgende folgendes following full genau gli heisst here het i id il is ist it jest jetzt l la las
    lautet le les listed lleva lo los ma marked mein meine mes met mi min mis mit mitt moj moja moje mon my n named
    namely namens nbr new no noch notre nr nuestra nuestro num number numbered numbers numer numerem numeri numero
    numeroi numeros numeru nummer nummern numret nun o och oder of og or os ou our plus portant reads same says
    siguiente siguientes sind son sont still suivant suivante ta tambien ten that the there they this to todavia
    toujours um uma un una und une uno unser unsere van vart vom von voor wanted war waren was were with y your
    """
)
"""Words that may stand between a cue and its number without taking them apart."""

SOFT = listed(
    """
    betaald betalt bezahlt cost costs coute couter cuesta gezahlt kosten kostet pagado pagato page pago paid paye payes
    precio preis price prix recu seite zaplacone
    """
)
"""Words of other things that a number which can hardly be one of them outweighs."""

BESIDE_CODE = listed("time sort area country dress source qr pass one onetime morse swift mail")
"""More words that make a weak one, such as "code", something else."""

NOT_GOODS = listed(
    """
    bus chambre chapter dock firmware flight flug gate gleis habitacion kapitel kennzeichen ligne line linea linie
    matricula matricule muelle page pages place plate platform platz plaza quai regal room seat seite shelf sitz train
    tren version vol vuelo zimmer zug
    """
)
"""Words right before a short code that make it no product's."""

AVAILABLE = listed(
    """
    agotada agotado ausverkauft available backorder backordered backorders beschikbaar coloris disponibile disponibili
    disponible disponibles dostepna dostepne dostepny epuise esaurita esauriti esaurito esgotada esgotado esgotados
    existencias grosse grossen lager lieferbar lieferbare nachbestellen nachbestellt reassort reponen reponer restock
    restocked rupture size sizes slutsald slutsalt stock taille tailles talla tallas tillganglig udsolgt uitverkocht
    unavailable utsolgt verfugbar vergriffen voorraad vorratig wyprzedane wyprzedany
    """
)
"""Words behind a number that are said of goods alone."""

DELIVERED = listed(
    """
    aangekomen angekommen anlant arrivata arrivate arrivati arrivato arrive arrived arrivee arrivees arrivent arrivera
    arrives atrasada atrasado brak brakuje broken came chegaram chegou cracked damaged defect defective defekt defekte
    delayed delivered dotarl dotarla dotarlo entregue entregues enviada enviado expedie expediee falta faltan fehlen
    fehlt forsenad forsinket gekommen geleverd geliefert kaputt kommen kommit komt late levererad levererats leveret
    livre livree llega llegado llegan llego manca mancano mancante mangler manque manquent missing modtaget ontbreekt
    ontbreken ontvangen opozniony overdue partita partito pendiente received recibido recu recue retarde retardee
    retrasada retrasado saknas sendt ship shipped shipping ships skickad skickat spedita spediti spedito versandt
    verschickt versendet verspatet verspatete vertraagd verzogert verzonden wyslana wyslane wyslany
    """
)
"""Words near a short code by which the customer is waiting for it."""

CONTAINERS = listed(
    """
    account auftrag auftragsbestatigung bestatigung bestelling bestellung bestillingen colis commande compte
    confirmacion confirmation cuenta delivery dostawie encomenda entrega factura facture invoice konto leveransen
    levering leveringen lieferung livraison order orders ordine ordren pacchi pacco package pacote paczce paczki paket
    paketet pakje pakke pakken pakket paquete parcel pedido rechnung shipment spedizione zamowieniu
    """
)
"""What an item can be in: "the item number in my order is"."""

SHOPPING = (
    AVAILABLE
    | DELIVERED
    | CONTAINERS
    | listed(
        """
        aangekomen acquistato ankommer ankommit anlant arriva arrival arrivano arrivata arrivati arrivato aspetto
        atrasada atrasado atraso attendo attendons attends awaiting backordre beschikbaar bestalld bestallde bestallning
        bestallt besteld bestelde bestellen bestellt bestellte bestilling bestilt bezahlt bezorgd bezorging bought box
        boxes brak brakuje broken busta buy caja cancel cart carton charged chegar chegou comanda commande commandees
        comprado compre comprei courier cracked czekam damage damaged defect defective defekt delay delayed deliver
        deliveries delivering delivers demaged dispatch dispatched disponibile disponibili dostarczone dostarczony
        dostawa dostawie dostawy dostepny dotarl dotarla dotarlo dropped encomenda encomendado encomendei entregado
        entregaram entregue envelope enviado enviam enviaram epuisee esaurito esgotada esgotado esperando espero eta
        exchange expected expedie falta faltando faltou fattura faulty feil ferdig forsenad forsinket fortsatt forvantad
        fragil fulfil fulfilled funktioniert geleverd geliefert gelieferte item items kapot kaputt kommt komt kupilam
        kupilem leverans levere levereras levering levert lieferbar liefern lieferst liefert liefertermin lieferzeit
        llega llegara lost manca mancano mancante mangler missing mottagit mottatt nadszedl ontbreekt ontvangen
        opoznienie opozniony order ordered ordering ordinata ordinato ordine ordre pacco packed packing pacote paczce
        paczka pago paid paket pakke pakket paquete parcel partie partis partito pedi pedido pedimos pide post preorder
        preparation price purchase purchased quantity recebi recebido receive received refund refunded reimbursed
        replace replacement reserved restock restocking return returned rimborso ritardo rupture sell send sendt sent
        shelf shipment shipping skickad skickas skickat slut sold spedito spedizione stock stuck stuk szkodzony torna
        tracking unboxed unfilled unfulfilled unpacked uszkodzony utsolgt vantar vara varer venter verschickt versendet
        verspatet verspatete vertraagd vertraging verzending verzonden voorraad wacht wachten wait waiting warehouse
        warte warten wyslac wyslane wyslany wysylka zamowienie zamowilam zamowilem zamowione zamowiony zwrot
        avisiert lieferstatus lieferverzug nachgeliefert nachlieferung ruckstand uberfallig verschoben vertrostet verzug
        zugesagt overdue postponed preordered decale decalee delai delais repousse repoussee reporte reportee retard
        retards aplazado plazo pospuesto prometido retraso rimandato rinviato slittato beloofd binnengekomen levertijd
        nageleverd uitgesteld przelozony przesuniety spoznienie wyczekiwany zapowiedziany adiado atrasos prometida
        forsening utlovad utlovade uppskjuten framflyttad forsinkelse lovet udskudt udsat
        """
    )
)
"""Words that customers of a shop write, and few others in the same sentence as a product's name."""

ASKING = listed(
    """
    anything date expected find follow info know long month months news promised status still tell update updates week
    weeks when where yet
    bescheid gibt immer monate neues neuigkeiten noch seit stand tag tage termin wann wo woche wochen
    attente depuis encore jours mois nouvelle nouvelles quand saurais savoir semaine semaines toujours
    aun cuando donde llevo noticia noticias semana semanas todavia
    ancora aspettare dove giorni mesi notizie quando settimana settimane
    benieuwd dagen maanden nieuws nog sinds steeds waar wanneer weken
    czekac dni gdzie jeszcze kiedy miesiac nadal tydzien tygodni tygodnie wciaz wiadomo
    ainda dias meses novidade novidades onde quando semanas
    annu besked dagar fortfarande kommer manader nar nyheter vecka veckor
    dage endnu hvor hvornar kommer maneder stadig uge uger
    """
)
"""Words by which customers ask, or complain of the time it takes: they say something beside a name of several words."""

TROUBLE = listed(
    """
    activate battery broke broken bug bugs connect connecting connection crash crashed crashes crashing defekt dent
    dented device disconnecting does doesn dont faulty firmware fix flickering freezes functioning funktioniert garantia
    garantie garanzia glitch hardware install installed installing issue issues kaputt malfunction malfunctioning noise
    noises overheating pair pairing probleem problem problema problemas probleme problemes problemi problems recall
    recover repair reparacion reparation reparatur replacement reset riparazione scratched screen setting setup software
    stopped strange support torn troubleshoot troubleshooting turn unable update updates warranty wont working works
    """
)
"""Words of those who have a thing and trouble with it."""

ORDERS = (
    AVAILABLE
    | CONTAINERS
    | listed(
        """
        angekommen assist attendons attends ausgeliefert awaiting backordre beschikbaar bestallning besteld bestellen
        bestellt bestilling bezorgd bezorging buy cancel comanda compra comprado compre courier customer delivered
        deliveries delivering delivers dispatched dostawa dostawie dostawy encomenda entregado entregue esperamos espero
        eta expedie fulfilled gekauft geleverd geliefert invoice issue kaufe kunde kupilam kupilem levering liefern
        liefert liefertermin lieferung lieferzeit ordered ordering ordinato ordine ordre pacco pacote paczce paczka
        pakke pakket paquet pedido purchase purchased recu refund refunded replacement resend restock return rimborso
        sendung ship shipped shipping spedito spedizione support tracking troubleshoot unfulfilled verschickt versendet
        verzending verzonden voorraad wait waiting warranty warte warten wartet wysylka zamowienie zamowiony zwrot
        """
    )
) - {"size", "sizes", "available", "account", "grosse", "stock", "order", "orders", "en"} | {"order", "orders", "stock"}
"""Words that a long text about an order has again and again."""
