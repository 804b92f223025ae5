BEGIN TRANSACTION;
CREATE TABLE applied (
	helpdesk TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	remote_id BIGINT NOT NULL, 
	sent TEXT NOT NULL, 
	returned TEXT NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (helpdesk, "key")
);
INSERT INTO "applied" VALUES('shop','back-in-stock',360100000003,'8e654ec7cdbd9e16','ec22f53e3be80f5c','218880fbc6a1cc9d');
INSERT INTO "applied" VALUES('shop','back-in-stock.de',360100000004,'d2daf97e1dae6f82','9356ed38a6ce1e79','7defb30769238a61');
INSERT INTO "applied" VALUES('shop','back-in-stock.es',360100000005,'0c5677d88523dd97','93fbc91191f3d6e4','0c1404a2d66c42cb');
INSERT INTO "applied" VALUES('shop','back-in-stock.fr',360100000006,'5d841294de41b443','f77069b028395524','e8eee088810a8b5d');
INSERT INTO "applied" VALUES('shop','cancel-refund/CHAIR-OAK',360100000007,'e3350cb5e285f35e','aa9f169e8ed7e0e5','2823029eab22b8c0');
INSERT INTO "applied" VALUES('shop','cancel-refund/KET-70',360100000008,'d60f8879c7b43213','e6e6622d027ef7e0','b0ca45ee8b861780');
INSERT INTO "applied" VALUES('shop','cancel-refund/LAMP-3',360100000009,'','accea40f3593f6e1','');
INSERT INTO "applied" VALUES('shop','cancel-refund/WID-12',360100000010,'f8944d2276e8d965','0e98d2a7b05c5cba','7a5cff109716f394');
INSERT INTO "applied" VALUES('shop','delay-update',360100000001,'b83d9086d32edd67','3ac20ad012f1413f','2cf527cccf0f6720');
INSERT INTO "applied" VALUES('shop','delay-update.de',360100000011,'3f0d5a98f6fe67bf','42ac8723d33041de','e67513e05c071fa5');
INSERT INTO "applied" VALUES('shop','delay-update.es',360100000012,'b9e9c32084555efd','c6d1f236e9718ed4','caf0309abeb5b350');
INSERT INTO "applied" VALUES('shop','delay-update.fr',360100000013,'9ae733ae00c2f4e9','884970a6758409c6','e466206baba3c67c');
INSERT INTO "applied" VALUES('shop','item-update/CHAIR-OAK',360100000014,'29762b9a8c028b1d','101d3a43f3702fa2','9a04f2b21a6e5f0b');
INSERT INTO "applied" VALUES('shop','item-update/CHAIR-OAK.de',360100000015,'fffed96ca93785f7','6aaafe670479f66a','63a9a82881c0cb6d');
INSERT INTO "applied" VALUES('shop','item-update/CHAIR-OAK.es',360100000016,'1d0bdf341b6ded18','7d2b8bba5e516a3d','95fb3034d13ee181');
INSERT INTO "applied" VALUES('shop','item-update/CHAIR-OAK.fr',360100000017,'38b80b96ed884398','b9bef6c5c98b616c','c4803f2edfb6e2c3');
INSERT INTO "applied" VALUES('shop','item-update/KET-70',360100000018,'72b60159e9cb9a0c','6a2e0e05e8a6f79e','6a0d7202ad1ef812');
INSERT INTO "applied" VALUES('shop','item-update/KET-70.de',360100000019,'708e39a585aafde5','94c36bd89ef8061d','c0ee52993b03c40f');
INSERT INTO "applied" VALUES('shop','item-update/KET-70.es',360100000020,'2b2b256db078e505','164b0055fd1127cb','ab0bd814542eb04f');
INSERT INTO "applied" VALUES('shop','item-update/KET-70.fr',360100000021,'2cfbc0e775f3f5ae','34e39adb6571c90e','d3ef446d29f1fe22');
INSERT INTO "applied" VALUES('shop','item-update/LAMP-3',360100000022,'','ff742238c209ca40','');
INSERT INTO "applied" VALUES('shop','item-update/LAMP-3.de',360100000023,'','09cf30fb36ad0b25','');
INSERT INTO "applied" VALUES('shop','item-update/LAMP-3.es',360100000024,'','7e41aa71061e08e9','');
INSERT INTO "applied" VALUES('shop','item-update/LAMP-3.fr',360100000025,'','04c08f2e45295c2a','');
INSERT INTO "applied" VALUES('shop','item-update/WID-12',360100000026,'7e428a105b8de21a','3a24004e25010987','595bad3888884dcd');
INSERT INTO "applied" VALUES('shop','item-update/WID-12.de',360100000027,'a967840a2ac1c60a','0fb43601821407a1','8adc44144da943d1');
INSERT INTO "applied" VALUES('shop','item-update/WID-12.es',360100000028,'ce291e2c24927649','c68313416ee330f6','ddfb32d8f0dd00cf');
INSERT INTO "applied" VALUES('shop','item-update/WID-12.fr',360100000029,'1b4b68a551aab379','27785eea3632939e','c52408654ce3b64d');
INSERT INTO "applied" VALUES('shop','next-update-checkin',360100000030,'42f3f3f0b00751e4','0914572ecef647d9','ac26c40b5a6cbea2');
INSERT INTO "applied" VALUES('shop','next-update-checkin.de',360100000031,'a9b74646915edd5d','3d427e97690388f2','f0a30e6e65e89bd6');
INSERT INTO "applied" VALUES('shop','next-update-checkin.es',360100000032,'bd65f7c3b0c0403e','65134166c17895b5','e97117242dead84c');
INSERT INTO "applied" VALUES('shop','next-update-checkin.fr',360100000033,'c9b07277a9295450','568cd9068fd51ceb','f923986b7fb703e0');
INSERT INTO "applied" VALUES('shop','no-date-yet/CHAIR-OAK',360100000034,'f8ea75eb454ecbdc','aef0ceb8b4d5e577','bfdf055fbb6221ac');
INSERT INTO "applied" VALUES('shop','split-shipment/CHAIR-OAK',360100000035,'f84c209138eaf7df','75ae6085df19ddfc','924b192482472ff2');
INSERT INTO "applied" VALUES('shop','split-shipment/KET-70',360100000036,'38ec7cf9123c3876','e69c4faeeb57d4a4','1a18c1e6c2da6b3f');
INSERT INTO "applied" VALUES('shop','split-shipment/WID-12',360100000037,'f6e077da86d5aca1','0b9807ce0410acc6','dcebd694be51bd4e');
INSERT INTO "applied" VALUES('shop','swap-offer/LAMP-3',360100000038,'','9bacfe941cde4b79','');
INSERT INTO "applied" VALUES('shop','swap-offer/WID-12',360100000039,'e3e51f0367feda13','43e9248063a1c023','15c0e59d16dfd6a2');
INSERT INTO "applied" VALUES('shop','window-moved',360100000040,'76a83fcea2940cd7','1cb74f53951dff9c','611e15251a2cbb68');
INSERT INTO "applied" VALUES('shop','window-moved.de',360100000041,'576f184fc9a60406','51276c2f1097198e','572e406a1fdc9f81');
INSERT INTO "applied" VALUES('shop','window-moved.es',360100000042,'b8d0a72ee56b7a38','42ae6b0ed1f6dee1','e2db9f98f73d5f98');
INSERT INTO "applied" VALUES('shop','window-moved.fr',360100000043,'2828ec690270012b','9573db308ffa2e30','0f1d5ded754fadce');
INSERT INTO "applied" VALUES('shop-eu','back-in-stock',80100000001,'f277aa3d9ade4487','725c3b4aaa24d31a','218880fbc6a1cc9d');
INSERT INTO "applied" VALUES('shop-eu','back-in-stock.de',80100000002,'259c99a2fa0357be','b0f38cebb8376806','7defb30769238a61');
INSERT INTO "applied" VALUES('shop-eu','back-in-stock.es',80100000003,'28715e6d8082a122','791787c7dcf06bda','0c1404a2d66c42cb');
INSERT INTO "applied" VALUES('shop-eu','back-in-stock.fr',80100000004,'3290911fc740a020','7c028ec96562ccd8','e8eee088810a8b5d');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/CHAIR-OAK',80100000005,'d781284ee79fbd73','2faa359a32db39b3','2823029eab22b8c0');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/KET-70',80100000006,'64e661589c7ada02','a94a672091ff9429','b0ca45ee8b861780');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/LAMP-3',80100000007,'','d11d6db80791a8c8','');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/WID-12',80100000008,'ea52f131b63191a4','ad39d6e76417b18c','7a5cff109716f394');
INSERT INTO "applied" VALUES('shop-eu','delay-update',80100000009,'c0f207dbf643a95f','ef8e06d55d7162f9','2cf527cccf0f6720');
INSERT INTO "applied" VALUES('shop-eu','delay-update.de',80100000010,'8736a3f6ae325085','81fd3b4f94a9b5dd','e67513e05c071fa5');
INSERT INTO "applied" VALUES('shop-eu','delay-update.es',80100000011,'c14022408ed53675','2163dc8824b3e89d','caf0309abeb5b350');
INSERT INTO "applied" VALUES('shop-eu','delay-update.fr',80100000012,'6b5698b68501b04f','95e1913d99d046b3','e466206baba3c67c');
INSERT INTO "applied" VALUES('shop-eu','item-update/CHAIR-OAK',80100000013,'aa0872329728e673','adbc391061a309e1','9a04f2b21a6e5f0b');
INSERT INTO "applied" VALUES('shop-eu','item-update/CHAIR-OAK.de',80100000014,'d39a81d9a7831187','01086605ccbc93e0','63a9a82881c0cb6d');
INSERT INTO "applied" VALUES('shop-eu','item-update/CHAIR-OAK.es',80100000015,'5536f120932c346e','b471a37e6e02435a','95fb3034d13ee181');
INSERT INTO "applied" VALUES('shop-eu','item-update/CHAIR-OAK.fr',80100000016,'086db8fdf6efb035','cf6fab8f8c915f81','c4803f2edfb6e2c3');
INSERT INTO "applied" VALUES('shop-eu','item-update/KET-70',80100000017,'c924975e7d16a8fc','03f6329de6c3b5cd','6a0d7202ad1ef812');
INSERT INTO "applied" VALUES('shop-eu','item-update/KET-70.de',80100000018,'25c79231350536fd','592caec2a4855525','c0ee52993b03c40f');
INSERT INTO "applied" VALUES('shop-eu','item-update/KET-70.es',80100000019,'9882dede4a80464d','0be82bde4067f99f','ab0bd814542eb04f');
INSERT INTO "applied" VALUES('shop-eu','item-update/KET-70.fr',80100000020,'5b3808aa7e00d659','e4c055ec26ed2ec3','d3ef446d29f1fe22');
INSERT INTO "applied" VALUES('shop-eu','item-update/LAMP-3',80100000021,'','a4eb595500982195','');
INSERT INTO "applied" VALUES('shop-eu','item-update/LAMP-3.de',80100000022,'','7b5dcfabbf0cf339','');
INSERT INTO "applied" VALUES('shop-eu','item-update/LAMP-3.es',80100000023,'','0373009fba331261','');
INSERT INTO "applied" VALUES('shop-eu','item-update/LAMP-3.fr',80100000024,'','0fb330da091b561d','');
INSERT INTO "applied" VALUES('shop-eu','item-update/WID-12',80100000025,'891fc10d60820365','c877704b7f458916','595bad3888884dcd');
INSERT INTO "applied" VALUES('shop-eu','item-update/WID-12.de',80100000026,'d32115d9abd53b2a','09f5bc0b42f8c1e7','8adc44144da943d1');
INSERT INTO "applied" VALUES('shop-eu','item-update/WID-12.es',80100000027,'118400cd76f427d7','fc7a4f4dcb815dbe','ddfb32d8f0dd00cf');
INSERT INTO "applied" VALUES('shop-eu','item-update/WID-12.fr',80100000028,'5082eaa3a719cfef','ecede478531b51a3','c52408654ce3b64d');
INSERT INTO "applied" VALUES('shop-eu','next-update-checkin',80100000029,'18fdefd606c97fa3','5e0a1afa323f6b7b','ac26c40b5a6cbea2');
INSERT INTO "applied" VALUES('shop-eu','next-update-checkin.de',80100000030,'2b3b05e6be710714','ee7440be0c560efc','f0a30e6e65e89bd6');
INSERT INTO "applied" VALUES('shop-eu','next-update-checkin.es',80100000031,'8c5c70c09c2c27de','3c19419f2d2d5f52','e97117242dead84c');
INSERT INTO "applied" VALUES('shop-eu','next-update-checkin.fr',80100000032,'9222fd2bb4809ae4','057a5935e46021fe','f923986b7fb703e0');
INSERT INTO "applied" VALUES('shop-eu','no-date-yet/CHAIR-OAK',80100000033,'2e9c290a383d4227','4ef34bfc0099d4e4','bfdf055fbb6221ac');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/CHAIR-OAK',80100000034,'6be5bfded69f4ef7','2520dff0a9041ddd','924b192482472ff2');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/KET-70',80100000035,'8eb4dae1d9fca28b','b530f82fc83f42d1','1a18c1e6c2da6b3f');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/WID-12',80100000036,'bb5bdcf0ae49acc2','452bb7874153b23d','dcebd694be51bd4e');
INSERT INTO "applied" VALUES('shop-eu','swap-offer/LAMP-3',80100000037,'','2656efbd7905cf8d','');
INSERT INTO "applied" VALUES('shop-eu','swap-offer/WID-12',80100000038,'9a67ee417ff079cb','ad00a002bacf0588','15c0e59d16dfd6a2');
INSERT INTO "applied" VALUES('shop-eu','window-moved',80100000039,'985cf64676fa2b36','c715d39b0677c0c6','611e15251a2cbb68');
INSERT INTO "applied" VALUES('shop-eu','window-moved.de',80100000040,'1394ce39e05485f6','335a69e245447fb2','572e406a1fdc9f81');
INSERT INTO "applied" VALUES('shop-eu','window-moved.es',80100000041,'0c15bfd3a740f6a7','6c38eb2643931828','e2db9f98f73d5f98');
INSERT INTO "applied" VALUES('shop-eu','window-moved.fr',80100000042,'d86cc9859c893ccb','3097cbcab049f29d','0f1d5ded754fadce');
CREATE TABLE cursors (
	helpdesk TEXT NOT NULL, 
	cursor TEXT NOT NULL, 
	saved_at DATETIME NOT NULL, 
	PRIMARY KEY (helpdesk)
);
INSERT INTO "cursors" VALUES('shop','{"tickets":"WzMwLCBudWxsXQ==","tickets_from":1792850402,"events_from":1795528801}','2026-11-24 14:05:00.180032');
INSERT INTO "cursors" VALUES('shop-eu','{"since": "2026-11-24T13:55:01Z"}','2026-11-24 14:05:00.182244');
CREATE TABLE field_ids (
	helpdesk TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	id BIGINT NOT NULL, 
	PRIMARY KEY (helpdesk, "key")
);
INSERT INTO "field_ids" VALUES('shop','items',360000000008);
INSERT INTO "field_ids" VALUES('shop','ship_window',360000000009);
INSERT INTO "field_ids" VALUES('shop','options',360000000010);
INSERT INTO "field_ids" VALUES('shop','next_update',360000000011);
INSERT INTO "field_ids" VALUES('shop','message',360000000012);
INSERT INTO "field_ids" VALUES('shop-eu','items',90000000001);
INSERT INTO "field_ids" VALUES('shop-eu','ship_window',90000000002);
INSERT INTO "field_ids" VALUES('shop-eu','options',90000000003);
INSERT INTO "field_ids" VALUES('shop-eu','next_update',90000000004);
INSERT INTO "field_ids" VALUES('shop-eu','message',90000000005);
CREATE TABLE leases (
	name TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	host TEXT NOT NULL, 
	pid BIGINT NOT NULL, 
	process TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE marks (
	helpdesk TEXT NOT NULL, 
	ticket_id BIGINT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (helpdesk, ticket_id)
);
INSERT INTO "marks" VALUES('shop',1,'{"items":[["WID-12","c40ceeb1","2026-12-01/2026-12-05","c40ceeb1"]],"tags":["backorder","backorder_wid_12"],"fields":[["items","ad47f0f13543219a"],["message","3bd160b73d29ce84"],["next_update","4b5865de59851802"],["options","f50a3eb8d303d9c5"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop',2,'{"items":[["WID-12","c40ceeb1","2026-12-01/2026-12-05","c40ceeb1"]],"tags":["backorder","backorder_wid_12"],"fields":[["items","ad47f0f13543219a"],["message","8ff8253a634d2718"],["next_update","61aea890002bb3e5"],["options","7f07d58198456290"],["ship_window","9830726202d7172f"]],"locale":"de","asleep":false}');
INSERT INTO "marks" VALUES('shop',3,'{"items":[["CHAIR-OAK","eee183ce","unknown","eee183ce"]],"tags":["backorder","backorder_chair_oak"],"fields":[["items","eee53894d1cffcaf"],["message","aa3e928d7d0d203c"],["next_update","8c61a3edb889e512"],["options","974667077fabe7b9"],["ship_window","15df38ce7bf9f1da"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop',4,'{"items":[["KET-70","335bfc9f","2026-12-14/2026-12-18","335bfc9f"]],"tags":["backorder","backorder_ket_70","backorder_window_moved"],"fields":[["items","9bcff7f89b75a0d3"],["message","e02a9fb182742286"],["next_update","5db9551eb6a2affe"],["options","974667077fabe7b9"],["ship_window","7ac80164a26289a3"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop',5,'{"items":[],"tags":["backorder_resolved"],"fields":[],"locale":"","asleep":false}');
INSERT INTO "marks" VALUES('shop',6,'{"items":[["WID-12","-","2026-12-01/2026-12-05","c40ceeb1"]],"tags":[],"fields":[],"locale":"","asleep":false}');
INSERT INTO "marks" VALUES('shop',8,'{"items":[["CHAIR-OAK","eee183ce","unknown","eee183ce"]],"tags":["backorder","backorder_chair_oak"],"fields":[["items","eee53894d1cffcaf"],["message","aa3e928d7d0d203c"],["next_update","8c61a3edb889e512"],["options","974667077fabe7b9"],["ship_window","15df38ce7bf9f1da"]],"locale":"en_US","asleep":true}');
INSERT INTO "marks" VALUES('shop-eu',1,'{"items":[["WID-12","c40ceeb1","2026-12-01/2026-12-05","c40ceeb1"]],"tags":[],"fields":[["items","ad47f0f13543219a"],["message","3bd160b73d29ce84"],["next_update","4b5865de59851802"],["options","f50a3eb8d303d9c5"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop-eu',2,'{"items":[["WID-12","c40ceeb1","2026-12-01/2026-12-05","c40ceeb1"]],"tags":[],"fields":[["items","ad47f0f13543219a"],["message","8ff8253a634d2718"],["next_update","61aea890002bb3e5"],["options","7f07d58198456290"],["ship_window","9830726202d7172f"]],"locale":"de","asleep":false}');
INSERT INTO "marks" VALUES('shop-eu',3,'{"items":[["CHAIR-OAK","eee183ce","unknown","eee183ce"]],"tags":[],"fields":[["items","eee53894d1cffcaf"],["message","aa3e928d7d0d203c"],["next_update","8c61a3edb889e512"],["options","974667077fabe7b9"],["ship_window","15df38ce7bf9f1da"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop-eu',4,'{"items":[["KET-70","335bfc9f","2026-12-14/2026-12-18","335bfc9f"]],"tags":[],"fields":[["items","9bcff7f89b75a0d3"],["message","e02a9fb182742286"],["next_update","5db9551eb6a2affe"],["options","974667077fabe7b9"],["ship_window","7ac80164a26289a3"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop-eu',6,'{"items":[["WID-12","c40ceeb1","2026-12-01/2026-12-05","c40ceeb1"]],"tags":["backorder","backorder_wid_12"],"fields":[["items","ad47f0f13543219a"],["message","3bd160b73d29ce84"],["next_update","4b5865de59851802"],["options","f50a3eb8d303d9c5"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop-eu',8,'{"items":[["CHAIR-OAK","eee183ce","unknown","eee183ce"]],"tags":[],"fields":[["items","eee53894d1cffcaf"],["message","aa3e928d7d0d203c"],["next_update","8c61a3edb889e512"],["options","974667077fabe7b9"],["ship_window","15df38ce7bf9f1da"]],"locale":"en_US","asleep":true}');
CREATE TABLE scanned (
	helpdesk TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	PRIMARY KEY (helpdesk, "key")
);
INSERT INTO "scanned" VALUES('shop','38c71f927cf33154');
INSERT INTO "scanned" VALUES('shop','3937bfe64fddb8ab');
INSERT INTO "scanned" VALUES('shop','ad1e059f77a32d61');
INSERT INTO "scanned" VALUES('shop-eu','38c71f927cf33154');
INSERT INTO "scanned" VALUES('shop-eu','3937bfe64fddb8ab');
INSERT INTO "scanned" VALUES('shop-eu','ad1e059f77a32d61');
CREATE TABLE snapshots (
	source TEXT NOT NULL, 
	taken_at DATETIME NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (source)
);
INSERT INTO "snapshots" VALUES('macros/backorders.yaml','2026-11-24 14:05:00.005882','[{"sku":"WID-12","name":"Blue Widget 12 oz","aliases":["blue widget","BW12"],"ship_window":{"first":"2026-12-01","last":"2026-12-05"},"promised_by":"2026-11-15","reason":"the supplier''s shipment is two weeks late","options":[["wait"],["swap","WID-14","Green Widget 12 oz"],["split"],["cancel"]],"next_update":"2026-11-29","locales":[["de","","die Sendung unseres Lieferanten kommt zwei Wochen sp\u00e4ter"],["es","","la remesa de nuestro proveedor llega con dos semanas de retraso"],["fr","","la livraison de notre fournisseur a deux semaines de retard"]],"lapsed":false},{"sku":"KET-70","name":"Gooseneck Kettle 0.7 l","aliases":["gooseneck kettle"],"ship_window":{"first":"2026-12-14","last":"2026-12-18"},"promised_by":"2026-11-30","reason":"the container is held at the port","options":[["wait"],["split"],["cancel"]],"next_update":"2026-12-04","locales":[["de","","der Container wird im Hafen aufgehalten"],["es","","el contenedor est\u00e1 retenido en el puerto"],["fr","","le conteneur est retenu au port"]],"lapsed":false},{"sku":"CHAIR-OAK","name":"Oak Reading Chair","aliases":["oak chair"],"ship_window":null,"promised_by":"2026-11-28","reason":"the first frames failed our quality check and the workshop has not confirmed a new date","options":[["wait"],["split"],["cancel"]],"next_update":"2026-12-03","locales":[["de","","die ersten Gestelle haben unsere Qualit\u00e4tspr\u00fcfung nicht bestanden und die Werkstatt hat noch keinen neuen Termin best\u00e4tigt"],["es","","las primeras estructuras no superaron nuestro control de calidad y el taller a\u00fan no ha confirmado una nueva fecha"],["fr","","les premi\u00e8res structures ont \u00e9chou\u00e9 \u00e0 notre contr\u00f4le qualit\u00e9 et l''atelier n''a pas encore confirm\u00e9 de nouvelle date"]],"lapsed":false}]');
CREATE TABLE zendesk_bridge_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT zendesk_bridge_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "zendesk_bridge_version" VALUES('0001');
COMMIT;
