"""The words that make a number an item, or something else, in English, German, French and Spanish; without accents."""

from __future__ import annotations

from zendesk_bridge.core.match.words import listed

ITEM = listed(
    """
    accessory art article articles articulo articulos artikel artikelbezeichnung artikelcode artikelliste artikeln
    artikelno artikelnr artikelnum artikelnummer artikelnummern artikels artn artno artnr arts asin availability
    barcode basket carrito cart cat catalog catalogo catalogue cesta cod disponibilidad disponibilite ean ersatzteil
    ersatzteile ersatzteilnr ersatzteilnummer erzeugnis existencias gtin isbn item itemcode itemid itemno itemnr
    itemnumber items itm itms kat katalog katalognr katalognummer lineitem listing materialnr materialnummer matnr
    merkzettel mod model modele modeles modell modelle modellnr modellnummer modells modelno modelnumber modelo
    modelos models mpn onlineshop panier part parte partes partno partnr partnumber parts piece pieces pieza piezas
    plu pn pos position positionen prenda prod prodno prodnr product productcode productid productno productnumber
    producto productos products produit produits produkt produktcode produkte produktnr produktnummer produkts
    reassort recambio recambios repuesto repuestos restock sachnr sachnummer shop sku skus stock sortiment
    sortimentsnummer spare stockcode stocknumber style styleno styles teil teile teilenr teilenummer teilenummern
    teilnummer typ type typennummer typnummer upc variant variante verfugbarkeit warenkorb warennummer webshop
    wishlist
    """
)
"""Words that say: this number is an item."""

WEAK = listed(
    """
    bezeichnung clave code codes codigo codigos designation kennung kode ref reference references referencia
    referencias referenz referenzen refs
    """
)
"""Words that say item unless a word beside them says otherwise: "promo code", "order reference"."""

OTHER = listed(
    """
    abonne acces access account accounts acct address adresse aktenzeichen amount anfrage annee ano anrufen apartado
    apartment appartement appeler apt attempts auftrag auftrags auftragsbestatigung auftragsnr auftragsnummer
    auftragsnummern ausweis ausweisnummer avenida avenue awb badge banco bank banque batch beleg belegnummer
    benutzer beschwerde beschwerdenummer bestatigung bestell bestellnr bestellnummer bestellnummern bestellung
    bestellungen bestellungs besucher betrag bezahlt bic bill blog bon booking bookings born buchung buchungsnummer
    build bus call calle calls calories card cards carte case caseid cases casier caso casos cdn cell cellphone
    chapter charge chargen chargennummer chronopost cif city ciudad claim client clienta cliente clientes codepostal
    colis colissimo color colors colour colours commande commandes comment complaint complaints compte compteur
    concert confirmacion confirmation contact contactar contacto contador contract contrasena contrat contrato
    correos cost costs couleur couleurs coupon coutait coute cp credit cuenta cuesta cupon customer customerid
    customers cvv delivery descuento devolucion dhl digicode direccion discount dni dollar dollars door dossier dpd
    durchwahl employee entrega entry envio envios erreichbar erreichen erreur error etage eur euro euros expediente
    ext extension factura facturas facturation facture factures fall farbe farben fax fedex fehler fehlercode
    fidelite filiale firmware flight floor flug followers frage gate gbp geboren geburtsdatum gesamt gesamtbetrag
    gezahlt gleis gls guia gutschein gutscheincode haltestelle handy handynummer hausnr hausnummer help hermes hits
    hotline house iban images imei img importe incidencia incidencias incident invoice invoices ip iva jahr jahre
    joignable joindre kalorien kapitel karte kartennummer kassenbon kd kdnr kennwort kennzeichen kilometer km
    kommentar kontakt konto kontonummer konzert kosten kostet kreditkarte kunde kunden kundenkonto kundennr
    kundennummer kundin lager licence licencia license lieferschein lieferscheinnummer lieferung ligne limit linea
    linie livraison lizenz llamame llamar llame localizable locker login lot lote loyalty magasin matricula
    matricule member membership meter miles mitarbeiter mitarbeiternummer mitglied mitglieds mitgliedsnummer mobil
    mobile mobilnummer mobiltelefon montant movil mwst nacida nacido ne nee nif orden order orderid orderno ordernr
    ordernumber orders ort otp package page pages pago pague paid paket pakete paketnummer paquete paquetes parcel
    parcels pasaporte passeport passport password passwort patient pay paye payes payment pedido pedidos phone
    phones pin planta plate platform plz po points policy port portable porte postal postale postcode poste postfach
    postleitzahl pounds precio precios preis preise price prices prix promo promotion puerta punkte puntos purchase
    question quittung rabatt rabattcode reach receipt rechnung rechnungen rechnungs rechnungsadresse rechnungsnr
    rechnungsnummer recibo reclamacion reclamation recu reisepass reklamation reserva reservas reservation
    reservations reservierung retour retoure retouren retourennummer return returns ring rma room rue ruf rufnummer
    schliessfach seat security seguimiento seite seiten sendung sendungen sendungs sendungsnummer sendungsverfolgung
    sendungsverfolgungsnummer serial serie serien seriennr seriennummer shipment shipments shipping signatures siret
    sitz sms sn socio sozialversicherung spind station steuer steuernummer stockwerk store strasse street suite
    suivi summe survey taquilla tarjeta taxid tel telefon telefonnummer telefono telephone telf thread ticket
    ticketnr ticketnummer tickets tienda tlf total totals track tracking trackingnummer train transaccion
    transaction transaktion transaktionsnummer transfer transferencia tren tur tva uberweisung umfrage umsatz upload
    uploads ups usd user userid username usps ust usuario utilisateur vat verification versand version vertrag
    vertrags vertragsnummer ville virement visitors vol vorgang vorgangs vorgangsnr vorgangsnummer voucher vuelo
    warehouse waybill whatsapp year years zahler zahlerstand zahlung zeichen zimmer zip zipcode zug
    """
)
"""Words that say: this number is something else."""

LINKS = listed(
    """
    a als also an and are as auch aussi avec be being called ce ces cette comme como con das de del dem den denn der
    des desired dice die du e ein eine el era es est esta este estos et etait exact exactly folgende folgendes
    following full genau heisst here id is ist it jetzt l la las lautet le les listed lleva los ma marked mein meine
    mes mi mis mit mon my n named namely namens nbr new no noch notre nr nuestra nuestro num number numbered numbers
    numero numeros nummer nummern nun o oder of or ou our plus portant reads same says siguiente siguientes sind son
    sont still suivant suivante tambien that the there they this todavia toujours un und une unser unsere vom von
    wanted war waren was were with y your
    """
)
"""Words that may stand between a cue and its number without taking them apart."""

BESIDE_CODE = listed("time sort area country dress source qr pass one onetime morse swift mail")
"""More words that make a weak one, such as "code", something else."""

NOT_GOODS = listed(
    """
    plate kennzeichen matricule matricula flight flug vol vuelo gate room zimmer chambre habitacion page pages seite
    seat sitz platz place plaza regal shelf dock muelle quai platform gleis bus line linie ligne linea train zug tren
    chapter kapitel version firmware
    """
)
"""Words right before a short code that make it no product's."""

AVAILABLE = listed(
    """
    agotada agotado ausverkauft available backorder backordered backorders coloris disponible disponibles epuise
    existencias grosse grossen lager lieferbar lieferbare nachbestellen nachbestellt reassort reponen reponer
    restock restocked rupture size sizes stock taille tailles talla tallas unavailable verfugbar vergriffen vorratig
    """
)
"""Words behind a number that are said of goods alone."""

DELIVERED = listed(
    """
    angekommen arrive arrived arrivent arrivera arrives came delayed delivered enviada enviado expedie expediee
    falta faltan fehlen fehlt gekommen geliefert kommen late livre livree llega llegado llegan llego manque manquent
    missing overdue pendiente received recibido recu recue ship shipped shipping ships versandt verschickt versendet
    """
)
"""Words near a short code by which the customer is waiting for it."""

CONTAINERS = listed(
    """
    account auftrag auftragsbestatigung bestatigung bestellung colis commande compte confirmacion confirmation
    cuenta delivery entrega factura facture invoice konto lieferung livraison order orders package paket paquete
    parcel pedido rechnung shipment
    """
)
"""What an item can be in: "the item number in my order is"."""
