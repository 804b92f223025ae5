"""What the choice page says in Spanish."""

from __future__ import annotations

from typing import Final

from zendesk_bridge.serve.words.kinds import PageSaying, PageWords

WORDS: Final = PageWords(
    language="Español",
    languages="Idioma",
    title="Su pedido {order}",
    intro_one="Un artículo de este pedido se retrasa. Esto es lo que sabemos ahora y lo que puede elegir.",
    intro_many="Varios artículos de este pedido se retrasan. Esto es lo que sabemos ahora; puede elegir para cada uno.",
    quantity="Cantidad: {number}",
    leaves="Salida de nuestro almacén",
    as_of="Información del {moment}",
    moment="{day}, {time} h ({zone})",
    choose="¿Qué desea hacer?",
    wait="Esperar este artículo",
    swap="Recibir «{swap}» en su lugar",
    swap_other="Recibir otro artículo en su lugar",
    split="Enviar ya el resto de mi pedido",
    split_hint="Este artículo llegará más tarde.",
    cancel="Cancelar este artículo",
    cancel_hint="Le devolvemos el importe íntegro.",
    confirm=PageSaying(
        "¿Cancelar este artículo?",
        "Todavía no se ha cancelado nada. En cuanto lo confirme, cancelaremos el artículo y le devolveremos el "
        "importe íntegro, salvo que para entonces ya esté en camino.",
    ),
    confirm_button="Confirmar la cancelación",
    keep="No cancelar",
    done="Gracias, hemos recibido su elección",
    done_cancel="Hemos recibido su cancelación",
    order="Pedido",
    item="Artículo",
    choice="Su elección",
    received="Recibido el",
    next_wait="No tiene que hacer nada más.",
    next_other="Nosotros nos encargamos. No tiene que hacer nada más.",
    save="Guardar esta confirmación",
    save_hint="Consérvela: guárdela como archivo o imprima esta página.",
    back_to_order="Volver al pedido",
    change="Si desea cambiar su elección, basta con responder a nuestro mensaje.",
    chosen="Ha elegido",
    otherwise="Ya había elegido para este artículo, y esa elección es la que vale. Si desea cambiarla, basta con "
    "responder a nuestro mensaje.",
    moved="La fecha ha cambiado desde que eligió, así que puede elegir de nuevo.",
    changed="La fecha ha cambiado mientras esta página estaba abierta y no se ha guardado nada. Mírela de nuevo, por "
    "favor, antes de elegir.",
    gone="Eso ya no es posible y no se ha guardado nada. Esto es lo que puede elegir ahora.",
    back="Buenas noticias: este artículo ya no se retrasa. No tiene que elegir nada.",
    no_options="Si desea cambiar algo, basta con responder a nuestro mensaje.",
    questions="¿Alguna pregunta? Basta con responder a nuestro mensaje.",
    unknown=PageSaying(
        "Este enlace no funciona",
        "Puede que se haya cortado por el camino. Ábralo de nuevo desde nuestro mensaje o cópielo entero. Si no"
        " sirve, basta con responder a nuestro mensaje.",
    ),
    over=PageSaying(
        "Este enlace ya no es válido",
        "Su plazo ha terminado y no se ha cambiado nada. Si desea elegir o preguntar algo, basta con responder "
        "a nuestro mensaje.",
    ),
    needless=PageSaying(
        "Ya no hay nada que elegir",
        "Su pedido ha avanzado desde que se creó este enlace. Si algo no queda claro, basta con responder a "
        "nuestro mensaje.",
    ),
    unread=PageSaying(
        "No ha funcionado",
        "No hemos podido leer lo que envió su navegador y no se ha cambiado nada. Abra de nuevo el enlace desde"
        " nuestro mensaje.",
    ),
    busy=PageSaying(
        "Ahora mismo no podemos consultarlo",
        "No se ha cambiado nada. Inténtelo de nuevo dentro de unos minutos o responda a nuestro mensaje.",
    ),
    unsure=PageSaying(
        "Ahora mismo no podemos confirmarlo",
        "Abra de nuevo el enlace desde nuestro mensaje dentro de unos minutos: la página muestra si hemos "
        "recibido su elección. También puede responder a nuestro mensaje.",
    ),
    nothing=PageSaying("Esta página no existe", "Abra el enlace desde nuestro mensaje, por favor."),
)
