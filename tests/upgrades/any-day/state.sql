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
INSERT INTO "applied" VALUES('shop','back-in-stock',360100000003,'b4332928d73f629d','b94ff0c66659b3e1','9ab639fa7ca7af0b');
INSERT INTO "applied" VALUES('shop','cancel-refund/CHAIR-OAK',360100000004,'1eab7a25516fefbb','33805c92aa04bf5f','e45782efdaf51ca9');
INSERT INTO "applied" VALUES('shop','cancel-refund/KET-70',360100000005,'2a552e0332026594','bc2710c3a4177b81','efc6807d05ccd17d');
INSERT INTO "applied" VALUES('shop','cancel-refund/LAMP-3',360100000006,'','fdb2c13589f5ec2f','');
INSERT INTO "applied" VALUES('shop','cancel-refund/WID-12',360100000007,'bf3bf836296cd0c2','0598c144404da55e','b4450a622918f9f6');
INSERT INTO "applied" VALUES('shop','delay-update',360100000001,'2f514ac2811e2c3d','8451c6b2d90be646','afbcf984bae694f4');
INSERT INTO "applied" VALUES('shop','item-update/CHAIR-OAK',360100000008,'349e65f964e1c141','3f68e2c65ff33c49','613058651f690888');
INSERT INTO "applied" VALUES('shop','item-update/KET-70',360100000009,'d9167227a970a6e8','3bd644cc809e039c','b2b9045a5e84c026');
INSERT INTO "applied" VALUES('shop','item-update/LAMP-3',360100000010,'','439c3de3a95ab51c','');
INSERT INTO "applied" VALUES('shop','item-update/WID-12',360100000011,'170c1692aa781a42','459bc0770b575583','9f03130dcf7ce3ee');
INSERT INTO "applied" VALUES('shop','next-update-checkin',360100000012,'cfe0feadc5354fcc','8239f20f763c667f','4a7a3820dc9d2ba1');
INSERT INTO "applied" VALUES('shop','no-date-yet/CHAIR-OAK',360100000013,'be5a247e17374e28','932c09328b04c82b','dd2cd8dbeed0beac');
INSERT INTO "applied" VALUES('shop','split-shipment/CHAIR-OAK',360100000014,'ba2aed06ad08eb80','69ada5a0e7a65354','fd38bca02ba72dd2');
INSERT INTO "applied" VALUES('shop','split-shipment/KET-70',360100000015,'eaa120981a6fa84b','3c9c9bd9f3f30853','84169e22cd2aba09');
INSERT INTO "applied" VALUES('shop','split-shipment/WID-12',360100000016,'7f231452c3b3cb99','51f6e8edee19b2c8','2c59e1987480ee9c');
INSERT INTO "applied" VALUES('shop','swap-offer/LAMP-3',360100000017,'','174bc5a8379d001d','');
INSERT INTO "applied" VALUES('shop','swap-offer/WID-12',360100000018,'4c62d34b713cf238','d8dfbdea76735dcb','ec86848215d64530');
INSERT INTO "applied" VALUES('shop','window-moved',360100000019,'b6e657f4e1a894d3','379dd370d4a6059a','ba50d29e9e0ae9a1');
INSERT INTO "applied" VALUES('shop-eu','back-in-stock',80100000001,'83090dbc695f5363','91b5bd24ffed4975','9ab639fa7ca7af0b');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/CHAIR-OAK',80100000002,'f1da95e70ce9eba4','980fd924cce1b64a','917c23c87af35758');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/CHAIR-OAK.de',80100000003,'15b8c35059b73a84','aee60559ca7f04f4','c7eba2bd80ceb5b8');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/CHAIR-OAK.es',80100000004,'a6136b18e25f7930','38d7e4d611f75962','5adfac52cd7ebcb2');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/CHAIR-OAK.fr',80100000005,'ecc0c804a98e2b8c','f58b5aa4da0261e6','f9dde405f25c5807');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/KET-70',80100000006,'1e48ab469da4736b','ec8f4850f17bc8f9','41ddc5fb85581038');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/KET-70.de',80100000007,'1b0cb1aa1aa9d7f7','10cfb7ca0abb1683','476ec77deaf9719a');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/KET-70.es',80100000008,'954dad77323dc4c6','4bb2888980ada8ce','15c3c7299f3906b3');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/KET-70.fr',80100000009,'5913e1e5b7ea9cd5','3a8e15ae66338628','61db0efdea44e1f3');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/LAMP-3',80100000010,'','bfd339bbfa3028a1','');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/LAMP-3.de',80100000011,'','bd364afb200b9294','');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/LAMP-3.es',80100000012,'','029455a5f506125a','');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/LAMP-3.fr',80100000013,'','5325c09993d1f536','');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/WID-12',80100000014,'429951c0add9df5a','a3d4339908ddd33c','95d41a0279601d31');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/WID-12.de',80100000015,'9f40d9d9827201c2','f36eb1c981b9f774','2f0f0fcb0648fdaf');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/WID-12.es',80100000016,'96848082c28101a7','3335b734a64d1a68','1fbe7c23f6fd1f21');
INSERT INTO "applied" VALUES('shop-eu','cancel-refund/WID-12.fr',80100000017,'4fb99acfd5fd8349','f696edc684a2bbab','4ac02909d69e7533');
INSERT INTO "applied" VALUES('shop-eu','delay-update',80100000018,'9c8d164dd3d8f292','bd547de863e0d073','afbcf984bae694f4');
INSERT INTO "applied" VALUES('shop-eu','item-update/CHAIR-OAK',80100000019,'6c6629b70372a854','52a67a0ba91dcf72','81d3e274407d948e');
INSERT INTO "applied" VALUES('shop-eu','item-update/CHAIR-OAK.de',80100000020,'8d099e2ab1e9145b','34d4ae6a25ddfa28','3b8dfd6f222f3bb2');
INSERT INTO "applied" VALUES('shop-eu','item-update/CHAIR-OAK.es',80100000021,'ce3217d1ec275c8c','579b02e0cfa85eda','ef94c1dbc62bc1ea');
INSERT INTO "applied" VALUES('shop-eu','item-update/CHAIR-OAK.fr',80100000022,'32dd927d8ebe28cf','9f8c689b6eba0bf7','3b105d8868868a96');
INSERT INTO "applied" VALUES('shop-eu','item-update/KET-70',80100000023,'f61d24472da6a7b8','4f1d03767b548da6','3ad4f1fd74b815c7');
INSERT INTO "applied" VALUES('shop-eu','item-update/KET-70.de',80100000024,'24227475c6c56979','acb7e7fa19386fa8','d44b5cc4de5d42ed');
INSERT INTO "applied" VALUES('shop-eu','item-update/KET-70.es',80100000025,'62add427728e1821','eb926484bd772bf5','cc3d01af1dd31866');
INSERT INTO "applied" VALUES('shop-eu','item-update/KET-70.fr',80100000026,'f89cf9262756ea3f','09d60c1b4e1c8219','e4e852421657a7b4');
INSERT INTO "applied" VALUES('shop-eu','item-update/LAMP-3',80100000027,'','837f802b199d9a68','');
INSERT INTO "applied" VALUES('shop-eu','item-update/LAMP-3.de',80100000028,'','8de428a65723ef07','');
INSERT INTO "applied" VALUES('shop-eu','item-update/LAMP-3.es',80100000029,'','2cf21869c910cde1','');
INSERT INTO "applied" VALUES('shop-eu','item-update/LAMP-3.fr',80100000030,'','bfa5ef05d179a84a','');
INSERT INTO "applied" VALUES('shop-eu','item-update/WID-12',80100000031,'6402ad41558a3cb6','d766b769069f6418','37ce7cb2be313679');
INSERT INTO "applied" VALUES('shop-eu','item-update/WID-12.de',80100000032,'1a455f46761f7234','ef73fcfdebb4e23e','52a1dbf9af7dbe63');
INSERT INTO "applied" VALUES('shop-eu','item-update/WID-12.es',80100000033,'8956d32c5610b543','3d2c161cc1c4d124','c14b70edb8917c2f');
INSERT INTO "applied" VALUES('shop-eu','item-update/WID-12.fr',80100000034,'1c8b2ccb68115a55','9c881ea4d264c37e','7c54f9af2f129c3f');
INSERT INTO "applied" VALUES('shop-eu','next-update-checkin',80100000035,'12a0036b68f046f4','7574fec8508bfc9e','4a7a3820dc9d2ba1');
INSERT INTO "applied" VALUES('shop-eu','no-date-yet/CHAIR-OAK',80100000036,'f3283989ab3effae','3b06cafc7a81740c','9f316724f2876d61');
INSERT INTO "applied" VALUES('shop-eu','no-date-yet/CHAIR-OAK.de',80100000037,'7db8750b8e4a3e83','9e23c275d384b392','27ffc51014818ae1');
INSERT INTO "applied" VALUES('shop-eu','no-date-yet/CHAIR-OAK.es',80100000038,'7351e6ceb6aa6d5c','097bcab3d6b8ddc3','55374db7b69ccb7a');
INSERT INTO "applied" VALUES('shop-eu','no-date-yet/CHAIR-OAK.fr',80100000039,'fb4c2cf469cd8c07','8e9b397e65eb268e','f1f79b820d10dfb6');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/CHAIR-OAK',80100000040,'5a41a385206b410c','d1ea11c3045cde52','00bdf7cc090ad19c');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/CHAIR-OAK.de',80100000041,'9b0a5dc7cb8b12a8','8756d281444320b7','b81c317812bf2aa8');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/CHAIR-OAK.es',80100000042,'cd914caa40ab9ba3','4fc3c529b0b5456f','07036659fc41ac09');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/CHAIR-OAK.fr',80100000043,'ebd523106c669170','9b8ad43b15f3c367','914f76e7fec7db59');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/KET-70',80100000044,'a5e4713e00159bc9','5748dbdd28a5374d','9bf710bcb7625ce5');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/KET-70.de',80100000045,'42ece0ebf46600d0','f3c6c185e9332d13','0318b7be9835275a');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/KET-70.es',80100000046,'b10eef549bb93289','dd9b219a7b3b5991','ecb0cb9eb982d8f9');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/KET-70.fr',80100000047,'becf52a6cc972480','2fd24e46738939ee','9bfbfbc7f2ea6886');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/WID-12',80100000048,'c6059c54e915eb4b','7ae842123c3f8626','3a4651122489a4ee');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/WID-12.de',80100000049,'8c2c984fd36ae209','586c5158292fd939','6fb0622e056e2a43');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/WID-12.es',80100000050,'61e4528ea07171fa','b2a1acdeb61c77d4','52af6e617c2cb615');
INSERT INTO "applied" VALUES('shop-eu','split-shipment/WID-12.fr',80100000051,'941f1857205e687b','cc16e7d0a3313676','389288bfb3d6a143');
INSERT INTO "applied" VALUES('shop-eu','swap-offer/LAMP-3',80100000052,'','4babb14dd463c91c','');
INSERT INTO "applied" VALUES('shop-eu','swap-offer/LAMP-3.de',80100000053,'','dcfba51efe8c5b59','');
INSERT INTO "applied" VALUES('shop-eu','swap-offer/LAMP-3.es',80100000054,'','2f5c336152d53934','');
INSERT INTO "applied" VALUES('shop-eu','swap-offer/LAMP-3.fr',80100000055,'','8b0095c73b9cd858','');
INSERT INTO "applied" VALUES('shop-eu','swap-offer/WID-12',80100000056,'acbd059fe3592647','cd344eb814ec595c','f5764550ecaf3464');
INSERT INTO "applied" VALUES('shop-eu','swap-offer/WID-12.de',80100000057,'0d5f4dd592232db9','a5ef67134ebb575a','410d6ca26cf99413');
INSERT INTO "applied" VALUES('shop-eu','swap-offer/WID-12.es',80100000058,'63c06455aca71d6c','e91533cc589bcfa2','91f5518eebc6cc70');
INSERT INTO "applied" VALUES('shop-eu','swap-offer/WID-12.fr',80100000059,'03d4b08fc9123835','04d2ba46afe58810','114baa6eec86e341');
INSERT INTO "applied" VALUES('shop-eu','window-moved',80100000060,'34bf6719d5a3466d','9c7f2d21652a8f7e','ba50d29e9e0ae9a1');
CREATE TABLE cursors (
	helpdesk TEXT NOT NULL, 
	cursor TEXT NOT NULL, 
	saved_at DATETIME NOT NULL, 
	PRIMARY KEY (helpdesk)
);
INSERT INTO "cursors" VALUES('shop','{"tickets":"WzMwLCBudWxsXQ==","tickets_from":1795528802,"events_from":1795528802}','2026-11-24 14:05:00.477658');
INSERT INTO "cursors" VALUES('shop-eu','{"since": "2026-11-24T13:55:02Z"}','2026-11-24 14:05:00.479743');
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
INSERT INTO "field_ids" VALUES('shop','delay',360000000013);
INSERT INTO "field_ids" VALUES('shop','choices',360000000014);
INSERT INTO "field_ids" VALUES('shop','follow_up',360000000015);
INSERT INTO "field_ids" VALUES('shop','back_in_stock',360000000016);
INSERT INTO "field_ids" VALUES('shop','language',360000000017);
INSERT INTO "field_ids" VALUES('shop-eu','items',90000000001);
INSERT INTO "field_ids" VALUES('shop-eu','ship_window',90000000002);
INSERT INTO "field_ids" VALUES('shop-eu','options',90000000003);
INSERT INTO "field_ids" VALUES('shop-eu','next_update',90000000004);
INSERT INTO "field_ids" VALUES('shop-eu','message',90000000005);
INSERT INTO "field_ids" VALUES('shop-eu','greeting',90000000006);
INSERT INTO "field_ids" VALUES('shop-eu','reply:back-in-stock',90000000007);
INSERT INTO "field_ids" VALUES('shop-eu','reply:delay-update',90000000008);
INSERT INTO "field_ids" VALUES('shop-eu','reply:next-update-checkin',90000000009);
INSERT INTO "field_ids" VALUES('shop-eu','reply:window-moved',90000000010);
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
INSERT INTO "marks" VALUES('shop',1,'{"items":[["WID-12","c40ceeb1.eb67522e","2026-12-01/2026-12-05","c40ceeb1","Blue Widget 12 oz"]],"tags":["backorder","backorder_wid_12"],"fields":[["choices","ce46eac431670c9f"],["delay","ae4ed2515c7ee1fd"],["follow_up","af93649fc1afea90"],["items","ad47f0f13543219a"],["language","46bf7d91b11979ac"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop',2,'{"items":[["WID-12","c40ceeb1.eb67522e","2026-12-01/2026-12-05","c40ceeb1","Blue Widget 12 oz"]],"tags":["backorder","backorder_wid_12"],"fields":[["choices","f5e2570064298455"],["delay","3270132facf23e0c"],["follow_up","c454a2d70ad990d5"],["items","ad47f0f13543219a"],["language","fa20977256dfdd5a"],["message","9ff70358c4cf1a95"],["next_update","61aea890002bb3e5"],["options","2864b358fddce8c7"],["ship_window","9830726202d7172f"]],"locale":"de","asleep":false}');
INSERT INTO "marks" VALUES('shop',3,'{"items":[["CHAIR-OAK","b5d157fa.eb67522e","unknown","b5d157fa","Oak Reading Chair"]],"tags":["backorder","backorder_chair_oak"],"fields":[["choices","a1c5daced9addf03"],["delay","9e465c44fd7f4004"],["follow_up","53d93a3d6ecde5cb"],["items","eee53894d1cffcaf"],["language","46bf7d91b11979ac"],["message","c6e4c059386b81b8"],["next_update","8c61a3edb889e512"],["options","1c73b88922e3fb67"],["ship_window","15df38ce7bf9f1da"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop',4,'{"items":[["KET-70","335bfc9f.eb67522e","2026-12-14/2026-12-18","335bfc9f","Gooseneck Kettle 0.7 l"]],"tags":["backorder","backorder_ket_70","backorder_window_moved"],"fields":[["choices","3c8b3f586cc78d13"],["delay","1c3d5b1b73d1b6d6"],["follow_up","9d95937f218a34da"],["items","9bcff7f89b75a0d3"],["language","46bf7d91b11979ac"],["message","11d183642d108980"],["next_update","5db9551eb6a2affe"],["options","1c73b88922e3fb67"],["ship_window","7ac80164a26289a3"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop',5,'{"items":[],"tags":["backorder_resolved"],"fields":[["back_in_stock","03a6534bca593106"],["language","fa20977256dfdd5a"]],"locale":"","asleep":false}');
INSERT INTO "marks" VALUES('shop',6,'{"items":[["WID-12","-","2026-12-01/2026-12-05","c40ceeb1",""]],"tags":[],"fields":[],"locale":"","asleep":false}');
INSERT INTO "marks" VALUES('shop',8,'{"items":[["CHAIR-OAK","b5d157fa.eb67522e","unknown","b5d157fa","Oak Reading Chair"]],"tags":["backorder","backorder_chair_oak"],"fields":[["choices","a1c5daced9addf03"],["delay","9e465c44fd7f4004"],["follow_up","53d93a3d6ecde5cb"],["items","eee53894d1cffcaf"],["language","46bf7d91b11979ac"],["message","c6e4c059386b81b8"],["next_update","8c61a3edb889e512"],["options","1c73b88922e3fb67"],["ship_window","15df38ce7bf9f1da"]],"locale":"en_US","asleep":true}');
INSERT INTO "marks" VALUES('shop-eu',1,'{"items":[["WID-12","c40ceeb1.bc9db050","2026-12-01/2026-12-05","c40ceeb1","Blue Widget 12 oz"]],"tags":[],"fields":[["greeting","fdda60cb3869b17e"],["items","ad47f0f13543219a"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["reply:delay-update","ab1955c9b70b680c"],["reply:next-update-checkin","fc044ad9ba43b32b"],["reply:window-moved","6d52763c0151b88a"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop-eu',2,'{"items":[["WID-12","c40ceeb1.bc9db050","2026-12-01/2026-12-05","c40ceeb1","Blue Widget 12 oz"]],"tags":[],"fields":[["greeting","d140fb647a21404c"],["items","ad47f0f13543219a"],["message","9ff70358c4cf1a95"],["next_update","61aea890002bb3e5"],["options","2864b358fddce8c7"],["reply:delay-update","9c6cdcf3707fa7e8"],["reply:next-update-checkin","3a9320662b4f995e"],["reply:window-moved","5611c2969f30d058"],["ship_window","9830726202d7172f"]],"locale":"de","asleep":false}');
INSERT INTO "marks" VALUES('shop-eu',3,'{"items":[["CHAIR-OAK","b5d157fa.bc9db050","unknown","b5d157fa","Oak Reading Chair"]],"tags":[],"fields":[["greeting","fdda60cb3869b17e"],["items","eee53894d1cffcaf"],["message","c6e4c059386b81b8"],["next_update","8c61a3edb889e512"],["options","1c73b88922e3fb67"],["reply:delay-update","4ac0c401bf6cc98e"],["reply:next-update-checkin","5296f2142023aef8"],["reply:window-moved","6b6296c0939e0672"],["ship_window","15df38ce7bf9f1da"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop-eu',4,'{"items":[["KET-70","335bfc9f.bc9db050","2026-12-14/2026-12-18","335bfc9f","Gooseneck Kettle 0.7 l"]],"tags":[],"fields":[["greeting","fdda60cb3869b17e"],["items","9bcff7f89b75a0d3"],["message","11d183642d108980"],["next_update","5db9551eb6a2affe"],["options","1c73b88922e3fb67"],["reply:delay-update","9a78371770189c25"],["reply:next-update-checkin","ff0c0dd8ce762398"],["reply:window-moved","18b68328fe792ce4"],["ship_window","7ac80164a26289a3"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop-eu',5,'{"items":[],"tags":[],"fields":[["greeting","d140fb647a21404c"],["reply:back-in-stock","058618219930a160"]],"locale":"","asleep":false}');
INSERT INTO "marks" VALUES('shop-eu',6,'{"items":[["WID-12","c40ceeb1.bc9db050","2026-12-01/2026-12-05","c40ceeb1","Blue Widget 12 oz"]],"tags":["backorder","backorder_wid_12"],"fields":[["greeting","fdda60cb3869b17e"],["items","ad47f0f13543219a"],["message","b03551572e7f257c"],["next_update","4b5865de59851802"],["options","cad563e1c98b7858"],["reply:delay-update","ab1955c9b70b680c"],["reply:next-update-checkin","fc044ad9ba43b32b"],["reply:window-moved","6d52763c0151b88a"],["ship_window","747f35e7f76a6b01"]],"locale":"en_US","asleep":false}');
INSERT INTO "marks" VALUES('shop-eu',8,'{"items":[["CHAIR-OAK","b5d157fa.bc9db050","unknown","b5d157fa","Oak Reading Chair"]],"tags":[],"fields":[["greeting","fdda60cb3869b17e"],["items","eee53894d1cffcaf"],["message","c6e4c059386b81b8"],["next_update","8c61a3edb889e512"],["options","1c73b88922e3fb67"],["reply:delay-update","4ac0c401bf6cc98e"],["reply:next-update-checkin","5296f2142023aef8"],["reply:window-moved","6b6296c0939e0672"],["ship_window","15df38ce7bf9f1da"]],"locale":"en_US","asleep":true}');
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
INSERT INTO "snapshots" VALUES('macros/backorders.yaml','2026-11-24 14:05:00.010100','[{"sku":"WID-12","name":"Blue Widget 12 oz","aliases":["blue widget","BW12"],"ship_window":{"first":"2026-12-01","last":"2026-12-05"},"promised_by":"2026-11-15","reason":"the supplier''s shipment is two weeks late","options":[["wait"],["swap","WID-14","Green Widget 12 oz"],["split"],["cancel"]],"next_update":"2026-11-29","locales":[["de","","die Sendung unseres Lieferanten kommt zwei Wochen sp\u00e4ter"],["es","","la remesa de nuestro proveedor llega con dos semanas de retraso"],["fr","","la livraison de notre fournisseur a deux semaines de retard"]],"lapsed":false,"match":"normal","also":[],"not":[]},{"sku":"KET-70","name":"Gooseneck Kettle 0.7 l","aliases":["gooseneck kettle"],"ship_window":{"first":"2026-12-14","last":"2026-12-18"},"promised_by":"2026-11-30","reason":"the container is held at the port","options":[["wait"],["split"],["cancel"]],"next_update":"2026-12-04","locales":[["de","","der Container wird im Hafen aufgehalten"],["es","","el contenedor est\u00e1 retenido en el puerto"],["fr","","le conteneur est retenu au port"]],"lapsed":false,"match":"normal","also":[],"not":[]},{"sku":"CHAIR-OAK","name":"Oak Reading Chair","aliases":["oak chair"],"ship_window":null,"promised_by":"2026-11-28","reason":"the first frames failed our quality check and the workshop has not confirmed a new date","options":[["wait"],["split"],["cancel"]],"next_update":"2026-12-03","locales":[["de","","die ersten Gestelle haben unsere Qualit\u00e4tspr\u00fcfung nicht bestanden und die Werkstatt hat noch keinen neuen Termin best\u00e4tigt"],["es","","las primeras estructuras no superaron nuestro control de calidad y el taller a\u00fan no ha confirmado una nueva fecha"],["fr","","les premi\u00e8res structures n''ont pas pass\u00e9 notre contr\u00f4le qualit\u00e9 et l''atelier n''a pas encore confirm\u00e9 de nouvelle date"]],"lapsed":false,"match":"normal","also":[],"not":[]}]');
CREATE TABLE zendesk_bridge_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT zendesk_bridge_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "zendesk_bridge_version" VALUES('0001');
COMMIT;
