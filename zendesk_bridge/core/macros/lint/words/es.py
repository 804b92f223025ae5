"""Spanish, as published delay notices and support macros have it."""

from __future__ import annotations

from zendesk_bridge.core.macros.lint.words.lexicon import Lexicon

_NUMBER = r"(?:\d{1,3}|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince)"
_UNIT = r"(?:horas?|días?|semanas?|mes(?:es)?)"
_SILENT = (
    r"(?:sin (?:su |tu |una )?respuesta|si no (?:nos |recibimos |tenemos |hay )?~{0,30}(?:respond\w*"
    r"|contest\w*|respuesta|noticias|dice|dices|indica\w*)"
    r"|a menos que|salvo que|en caso de no (?:recibir|responder))"
)
_MESSAGE = r"(?:este (?:mensaje|correo|aviso|e-?mail|comunicado)|esta (?:notificación|comunicación|carta))"

SPANISH = Lexicon(
    vague=(
        r"(?<!hasta )pronto",
        r"próximamente",
        r"en breve",
        r"cuanto antes",
        r"lo (?:antes|más pronto) posible",
        r"tan pronto como",
        r"a la (?:mayor )?brevedad",
        r"dentro de poco",
        r"en los próximos días",
    ),
    asks=(
        (
            r"(?:por favor|le rogamos|podría|puede|puedes) (?:\w+ ){0,3}(?:respond\w+|env\w+|contact\w+|confirm\w+"
            r"|indi\w+|facilit\w+)"
        ),
        r"(?:respóndanos|responda|envíenos|contáctenos|indíquenos|díganos|avísenos)",
    ),
    delay=(
        r"retras(?:o|os|a|ado|ada|ados|adas|ará|an)",
        r"demor(?:a|as|ado|ada|ará)",
        r"más tarde de lo (?:previsto|anunciado|prometido)",
        (
            r"(?:actualmente|temporalmente|por el momento|está|están|estamos) (?:\w+ )?(?:agotad\w+|sin existencias"
            r"|sin stock|fuera de stock)"
        ),
    ),
    not_delay=(
        r"(?:retraso|demora|tardanza) (?:en|de|al) (?:\w+ ){0,2}(?:respuesta|respond\w+|contest\w+|reembolso)",
        r"(?:respuesta|reembolso|pago)~{0,20}(?:retras\w*|demor\w*)",
        r"sin (?:\w+ )?(?:demora|retraso)s?",
        r"(?:puede|pueden|podría|podrían|posibles?|eventual\w*) ~{0,50}(?:retras\w*|demor\w*)",
        r"(?:retrasos|demoras) (?:posibles|pueden)",
        r"(?:si|en caso de|cuando) ~{0,50}(?:retras\w*|demor\w*|agotad\w+)",
        r"(?:ningún|no hay|no (?:\w+ )?) ?(?:retras\w*|demor\w*)",
    ),
    closed=(
        r"(?:hemos|he) (?:cancelado|anulado|reembolsado)",
        r"(?:ha sido|está|fue) (?:cancelad\w+|anulad\w+)",
        r"(?:pidió|pediste|solicitó),? cancelamos",
        r"vuelve a haber existencias",
        r"reembolso (?:aprobado|realizado)",
    ),
    ships=(
        r"env[ií](?:o|os|ar\w*|amos|ado|ada)",
        r"expedi\w*",
        r"despach\w*",
        r"sal(?:ida|e|drá)\w* (?:de|desde) (?:nuestro|el) almacén",
    ),
    delivers=(r"entreg\w*", r"lleg\w*", r"(?:lo|la|los|las) recibir[áa]\w*"),
    negated=(r"no", r"ningún", r"ninguna", r"nunca"),
    no_date=(
        r"no (?:\w+ ){0,6}(?:fecha|plazo)",
        r"sin (?:nueva )?fecha",
        r"fecha (?:\w+ )?(?:desconocida|sin confirmar)",
        r"no sabemos~{0,30}cuándo",
    ),
    confirming=(
        r"(?:confirmando|comprobando|verificando|averiguando)~{0,40}(?:fecha|plazo)",
        r"fecha en proceso de confirmación",
    ),
    reason=(
        *(
            r"porque",
            r"debido",
            r"a causa",
            r"por (?:un|una|culpa|motivos?|falta|problemas)",
            r"ya que",
            r"motivos?",
            r"razón",
            r"razones",
        ),
        *(
            r"proveedor\w*",
            r"fabricante\w*",
            r"fábrica",
            r"puerto",
            r"aduana\w*",
            r"contenedor",
            r"calidad",
            r"seguridad",
            r"huelgas?",
        ),
        *(r"tormenta", r"escasez", r"demanda", r"producción", r"retirada", r"transportista"),
        r"se retrasa:",
    ),
    period=(
        (
            rf"(?:en|dentro de|en un plazo de|en el plazo de|antes de)(?: unos| unas| los próximos"
            rf")? {_NUMBER}(?: ?(?:-|\u2013|a|o) ?{_NUMBER})? {_UNIT}"
        ),
        rf"cada {_NUMBER} {_UNIT}",
        rf"{_NUMBER}(?: ?(?:-|\u2013|a|o) ?{_NUMBER})? {_UNIT} (?:de retraso|más tarde|más|después)",
        rf"(?:otros|otras|unos|unas|hasta|tarda) {_NUMBER}(?: ?(?:-|\u2013|a|o) ?{_NUMBER})? {_UNIT}",
        r"\w+ día hábil (?:posterior|siguiente)",
        r"(?<!la )mañana",
        r"(?:el|este|próximo) (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)",
        r"(?:al |a )?(?:final|finales) de (?:la|esta) semana",
        r"(?:la próxima|esta) semana",
        r"la semana que viene",
    ),
    wait=(r"esperar\w*", r"mantener (?:su|el) pedido", r"conservar (?:su|el) pedido"),
    swap=(r"cambi(?:ar\w*|o|e)", r"sustitu\w*", r"reemplaz\w*", r"alternativ\w*", r"otro (?:artículo|modelo|producto)"),
    split=(
        r"envío parcial",
        r"(?:el )?resto de(?:l| su) pedido",
        r"enviar(?:emos)? (?:ya )?(?:el resto|lo demás)",
        r"por separado",
    ),
    cancel=(r"cancel\w*", r"anul\w*", r"desist\w*"),
    refund=(r"reembols\w*", r"devolver\w* (?:\w+ ){0,2}(?:dinero|importe)", r"devolución del (?:dinero|importe)"),
    full_refund=(
        r"reembols\w* (?:\w+ ){0,3}(?:completo|íntegr\w*|total)",
        r"(?:importe|reembolso) íntegro",
        r"(?:medio|método|forma) de pago original",
    ),
    credit=(
        r"un vale",
        r"vales? de compra",
        r"crédito (?:de|en)(?: la)? tienda",
        r"tarjetas? (?:de )?regalo",
        r"saldo en (?:la|nuestra) tienda",
    ),
    not_offered=(
        r"no (?:\w+ ){0,3}(?:cancel\w*|anul\w*|reembols\w*|cambi\w*)",
        r"(?:sin|ninguna?) (?:cancelaci\w+|reembolsos?|cambios?)",
        r"no reembolsables?",
    ),
    reviews=(
        (
            r"(?:ver|revisar|estudiar|analizar|veremos|revisaremos|estudiaremos)~{0,40}(?:opciones"
            r"|posibilidades|lo que podemos hacer|qué podemos hacer)"
        ),
        r"(?:buscar|buscaremos|encontrar|encontraremos)~{0,20}(?:una )?solución",
        r"(?:los próximos|los siguientes) pasos",
    ),
    next_word=(
        r"(?:tener |tendrá |tendrás |recibirá )?noticias nuestras",
        (
            r"(?:le|te|les|os) (?:informaremos|escribiremos|contactaremos|avisaremos|mantendremos|actualizaremos"
            r"|llamaremos|informaré|escribiré|avisaré)"
        ),
        r"(?:nos pondremos|me pondré) en contacto",
        r"volveremos a (?:escribir|contactar)\w*",
        r"(?:próxima|siguiente) (?:actualización|noticia|comunicación)",
    ),
    consent=(
        r"no (?:tiene|tienes|hace falta|necesita|necesitas)(?: que)? (?:\w+ )?(?:hacer|haga|hagas) nada",
        r"no (?:es necesaria|se requiere|hay que hacer) (?:ninguna acción|nada)",
        rf"{_SILENT}~{{0,120}}(?:enviar\w*|mantendr\w*|seguirá|conservar\w*|entenderemos)",
    ),
    rejection=(
        rf"{_SILENT}~{{0,120}}(?:cancel\w+|anul\w+|reembols\w+)",
        r"sin su (?:conformidad|consentimiento)~{0,120}(?:cancel\w+|anul\w+|reembols\w+)",
        r"automáticamente (?:\w+ )?(?:cancel\w+|anul\w+|reembols\w+)",
        r"(?:cancelar|anular|cancelad|anulad)\w*~{0,60}(?:automáticamente|salvo que|a menos que)",
        r"(?:necesitamos|hace falta) su (?:consentimiento|conformidad)",
    ),
    undecided=(r"no (?:tiene|tienes) que decidir(?:se|te)",),
    thirty_days=(
        (
            rf"(?:30|treinta) días~{{0,30}}(?:desde|a partir de|después de|tras|siguientes a|de"
            rf")(?: la (?:recepción|fecha) de)? {_MESSAGE}"
        ),
        r"(?:30|treinta) días (?:desde|a partir de) hoy",
    ),
    hides=(
        (
            r"(?:no|nunca|evit\w+) (?:se )?(?:mencion\w*|ofre(?:cer|zca|zcas|zcan)|habl\w*|sugier\w*|sugerir|coment\w*"
            r") ~{0,40}(?:cancel\w*|reembols\w*|anul\w*)"
        ),
        r"(?:cancelación|reembolso|anulación)~{0,20}(?:solo|sólo|únicamente) (?:si|cuando|a petición)",
        r"(?:solo|sólo|únicamente) (?:ofre\w+|mencion\w+)~{0,40}(?:cancel\w*|reembols\w*)~{0,10}si",
    ),
    original=(
        r"original(?:mente)?",
        r"inicial(?:mente)?",
        r"(?:era|estaba|debía|debían|tenía|iba)",
        r"(?:prometid|anunciad|previst|realizad)\w*",
        r"en lugar de",
        r"desde (?:el|la|\d)~{0,3}",
        r"en vez de",
    ),
    by=(r"a más tardar(?: el)?", r"antes del?", r"hasta(?: el)?", r"como máximo"),
    between=(r"al", r"a", r"y", r"o"),
)
